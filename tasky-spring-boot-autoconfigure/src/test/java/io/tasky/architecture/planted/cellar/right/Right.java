package io.tasky.architecture.planted.cellar.right;

import io.tasky.architecture.planted.cellar.left.Left;
import org.jspecify.annotations.Nullable;

/** Needs what needs it, one package away. */
public class Right {

    @Nullable
    Left left;
}
