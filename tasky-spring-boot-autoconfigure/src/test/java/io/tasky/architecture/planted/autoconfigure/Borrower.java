package io.tasky.architecture.planted.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Uses the clock of the tests, which no main code may do. */
public class Borrower {

    io.tasky.architecture.planted.testing.@Nullable Intruder clock;
}
