package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What happened in tasks, for tests that wait for it. Thread-safe. */
final class Log {

    private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();

    void add(String entry) {
        entries.add(entry);
    }

    /** Waits for the next entry. */
    String next() {
        try {
            String entry = entries.poll(20, TimeUnit.SECONDS);
            assertThat(entry).as("the next entry within 20 s").isNotNull();
            return String.valueOf(entry);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Waits for an entry, and forgets those before it. */
    void await(String wanted) {
        String entry;
        do {
            entry = next();
        } while (!entry.equals(wanted));
    }

    void clear() {
        entries.clear();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
