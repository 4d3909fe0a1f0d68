package io.tasky.architecture.planted.testing;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.supervisor.@Nullable Intruder room;

    org.springframework.util.@Nullable StringUtils library;
}
