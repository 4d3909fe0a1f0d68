package io.tasky.architecture.planted.autoconfigure;

/** Uses the clock of the tests, which no main code may do. */
public class Borrower {

    io.tasky.architecture.planted.testing.Intruder clock;
}
