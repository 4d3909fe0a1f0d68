package io.tasky.architecture.planted.cellar;

/** Is in a package that is no room and not null-marked. */
class Unmarked {}
