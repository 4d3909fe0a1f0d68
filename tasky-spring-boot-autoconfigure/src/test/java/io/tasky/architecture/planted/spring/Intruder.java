package io.tasky.architecture.planted.spring;

/** Uses a room and a library that its own room may not use. */
public class Intruder {

    io.tasky.architecture.planted.autoconfigure.Guest room;

    org.springframework.boot.SpringApplication library;
}
