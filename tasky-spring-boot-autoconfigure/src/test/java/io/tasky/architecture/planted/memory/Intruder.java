package io.tasky.architecture.planted.memory;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.pool.Intruder room;

    org.springframework.util.StringUtils library;
}
