package io.tasky.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of an output, for the message of a failure. Thread-safe. */
final class LastLines {

    static final int MOST = 20;

    private static final int LONGEST = 500;

    /** Guarded by this object. */
    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == MOST) {
            lines.remove();
        }
        lines.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line);
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
