package io.tasky.architecture.planted.observation;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.annotation.@Nullable Intruder room;

    org.springframework.context.@Nullable ApplicationContext library;
}
