package io.tasky.architecture.planted.spring;

import org.jspecify.annotations.Nullable;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.autoconfigure.@Nullable Guest room;

    org.springframework.boot.@Nullable SpringApplication library;
}
