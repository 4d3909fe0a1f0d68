package io.tasky.architecture.planted.process;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.spi.@Nullable Intruder room;

    org.springframework.util.@Nullable StringUtils library;
}
