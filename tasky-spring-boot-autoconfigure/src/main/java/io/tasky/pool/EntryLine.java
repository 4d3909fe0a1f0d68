package io.tasky.pool;

import io.tasky.pool.PoolEntry.Place;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one priority in the order they came, linked through themselves: first those that have a slot and wait
 * for a thread, then those that wait for a slot. Not thread-safe: its pool's lock guards it.
 */
final class EntryLine {

    private @Nullable PoolEntry first;

    private @Nullable PoolEntry last;

    private @Nullable PoolEntry firstWaiting;

    /** How many have a slot. */
    private int granted;

    boolean isEmpty() {
        return first == null;
    }

    boolean hasGranted() {
        return granted > 0;
    }

    /** Adds an entry that waits for a slot. */
    void add(PoolEntry entry) {
        PoolEntry before = last;
        entry.place = Place.WAITING;
        entry.next = null;
        entry.previous = before;
        if (before == null) {
            first = entry;
        } else {
            before.next = entry;
        }
        last = entry;
        if (firstWaiting == null) {
            firstWaiting = entry;
        }
    }

    /** Gives a slot to the first entry that waits for one. */
    void grant() {
        PoolEntry entry = firstWaiting;
        if (entry == null) {
            throw new IllegalStateException("A slot was granted to a line in which nobody waits.");
        }
        entry.place = Place.READY;
        firstWaiting = entry.next;
        granted++;
    }

    /** Takes out the first entry that has a slot. */
    @Nullable
    PoolEntry pollGranted() {
        PoolEntry entry = granted > 0 ? first : null;
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
        if (firstWaiting == entry) {
            firstWaiting = after;
        }
        if (entry.place == Place.READY) {
            granted--;
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
