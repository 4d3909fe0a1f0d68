package io.tasky.architecture.planted.supervisor;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.memory.@Nullable Intruder room;

    org.springframework.util.@Nullable StringUtils library;
}
