package io.tasky.architecture.planted.process;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.spi.Intruder room;

    org.springframework.util.StringUtils library;
}
