package io.tasky.architecture.planted.cellar.left;

import io.tasky.architecture.planted.cellar.right.Right;
import org.jspecify.annotations.Nullable;

/** Needs what needs it, one package away. */
public class Left {

    @Nullable
    Right right;
}
