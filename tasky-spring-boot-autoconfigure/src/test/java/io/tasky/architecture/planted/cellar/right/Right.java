package io.tasky.architecture.planted.cellar.right;

import io.tasky.architecture.planted.cellar.left.Left;

/** Needs what needs it, one package away. */
public class Right {

    Left left;
}
