package io.tasky.architecture.planted.supervisor;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.memory.Intruder room;

    org.springframework.util.StringUtils library;
}
