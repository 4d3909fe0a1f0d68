package io.tasky.architecture.planted.memory;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.pool.@Nullable Intruder room;

    org.springframework.util.@Nullable StringUtils library;
}
