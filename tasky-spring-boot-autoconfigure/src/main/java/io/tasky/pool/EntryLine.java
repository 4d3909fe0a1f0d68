package io.tasky.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Entries in the order they came, linked through themselves. Not thread-safe: its pool's lock guards it. */
final class EntryLine {

    private @Nullable PoolEntry first;

    private @Nullable PoolEntry last;

    boolean isEmpty() {
        return first == null;
    }

    void add(PoolEntry entry) {
        entry.previous = last;
        if (last == null) {
            first = entry;
        } else {
            last.next = entry;
        }
        last = entry;
    }

    @Nullable PoolEntry poll() {
        PoolEntry entry = first;
        if (entry != null) {
            remove(entry);
        }
        return entry;
    }

    void remove(PoolEntry entry) {
        PoolEntry before = entry.previous;
        PoolEntry after = entry.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        entry.previous = null;
        entry.next = null;
    }

    /** Visits at most that many entries; returns how many more it might have visited. */
    int forEach(Consumer<PoolEntry> visitor, int limit) {
        int left = limit;
        for (PoolEntry entry = first; entry != null && left > 0; entry = entry.next) {
            visitor.accept(entry);
            left--;
        }
        return left;
    }
}
