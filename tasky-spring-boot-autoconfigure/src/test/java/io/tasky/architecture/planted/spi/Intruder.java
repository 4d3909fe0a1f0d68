package io.tasky.architecture.planted.spi;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.pool.@Nullable Intruder room;

    org.springframework.util.@Nullable StringUtils library;
}
