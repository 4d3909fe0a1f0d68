package io.tasky.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What happened in tasks, in order. Thread-safe. */
class Log {

    private final ConcurrentLinkedQueue<String> entries = new ConcurrentLinkedQueue<>();

    void add(String entry) {
        entries.add(entry);
    }

    /** What was added since the last call. */
    List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String entry = entries.poll(); entry != null; entry = entries.poll()) {
            taken.add(entry);
        }
        return taken;
    }
}
