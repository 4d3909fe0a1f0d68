package io.tasky.examples;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the tasks of an example print, in order. Thread-safe. */
class Output {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    void print(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<String> linesWith(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }
}
