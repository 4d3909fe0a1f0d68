package io.tasky.architecture.planted.testing;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.supervisor.Intruder room;

    org.springframework.util.StringUtils library;
}
