package io.tasky.architecture.planted.autoconfigure;

/** Is imported from elsewhere, which nobody may do. */
public class Guest {}
