package io.tasky.architecture.planted.cellar.left;

import io.tasky.architecture.planted.cellar.right.Right;

/** Needs what needs it, one package away. */
public class Left {

    Right right;
}
