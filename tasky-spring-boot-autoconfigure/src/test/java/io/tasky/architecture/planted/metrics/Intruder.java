package io.tasky.architecture.planted.metrics;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.annotation.Intruder room;

    org.springframework.context.ApplicationContext library;
}
