package io.tasky.pool;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one priority in the order they came: first those that have a slot and wait for a thread, then those
 * that wait for a slot. Not thread-safe: its pool's lock guards it.
 */
final class EntryLine extends EntryRing {

    /** The entries before this index have a slot. */
    private int firstWaiting;

    /** How many have a slot. */
    private int granted;

    /** An empty line whose first entry gets that index; a new one starts at 0. */
    static EntryLine startingAt(int index) {
        EntryLine line = new EntryLine();
        line.head = index;
        line.tail = index;
        line.firstWaiting = index;
        return line;
    }

    boolean hasGranted() {
        return granted > 0;
    }

    /** Adds an entry that waits for a slot. */
    void add(PoolEntry entry) {
        if (isFull()) {
            rebuild();
            firstWaiting = head + granted;
        }
        addLast(entry);
    }

    /** Gives a slot to the first entry that waits for one. */
    void grant() {
        if (granted == size()) {
            throw new IllegalStateException("A slot was granted to a line in which nobody waits.");
        }
        granted++;
        skipWaiting(1);
    }

    /** Takes out the first entry that has a slot. */
    @Nullable
    PoolEntry pollGranted() {
        if (granted == 0) {
            return null;
        }
        PoolEntry entry = at(head);
        while (entry == null) {
            head++;
            entry = at(head);
        }
        remove(entry);
        return entry;
    }

    /** Whether an entry of this line has a slot. */
    boolean isGranted(PoolEntry entry) {
        return entry.index - firstWaiting < 0;
    }

    void remove(PoolEntry entry) {
        if (isGranted(entry)) {
            granted--;
        }
        clear(entry.index);
        leave(1);
    }

    private void leave(int entries) {
        if (shorten(entries)) {
            firstWaiting = tail;
        }
    }

    /** The first one that waits for a slot and passes a test, or null. */
    @Nullable
    PoolEntry firstWaiting(Predicate<PoolEntry> test) {
        while (firstWaiting != tail && at(firstWaiting) == null) {
            firstWaiting++;
        }
        for (int i = firstWaiting; i != tail; i++) {
            PoolEntry entry = at(i);
            if (entry != null && test.test(entry)) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Threads have taken entries from the front, up to that index, and gave the slots they had for them: as many entries
     * have a slot as before. Answers how many were taken.
     */
    int takenUpTo(int index) {
        int taken = 0;
        int takenOfGranted = 0;
        while (head != index) {
            // The entry itself is not looked at: another processor has it.
            if (at(head) != null) {
                takenOfGranted += head - firstWaiting < 0 ? 1 : 0;
                taken++;
                clear(head);
            }
            head++;
        }
        if (firstWaiting - head < 0) {
            firstWaiting = head;
        }
        skipWaiting(takenOfGranted);
        leave(taken);
        return taken;
    }

    private void skipWaiting(int entries) {
        int left = entries;
        while (left > 0) {
            if (at(firstWaiting) != null) {
                left--;
            }
            firstWaiting++;
        }
    }
}
