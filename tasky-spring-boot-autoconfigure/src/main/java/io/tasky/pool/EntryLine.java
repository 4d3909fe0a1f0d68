package io.tasky.pool;

import io.tasky.pool.PoolEntry.Place;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one priority in the order they came: first those that have a slot and wait for a thread, then those
 * that wait for a slot. Each knows its place in a ring, so that it can be taken out from anywhere; that leaves a gap. Not
 * thread-safe: its pool's lock guards it.
 */
final class EntryLine {

    private static final int SMALLEST_RING = 16;

    /** A ring that is emptied and was larger than this gives its memory back. */
    private static final int LARGEST_EMPTY_RING = 4096;

    /** A place is found by the low bits of an index, which only ever grows, and may overflow. */
    private @Nullable PoolEntry[] ring = new PoolEntry[SMALLEST_RING];

    /** Since when the entries have been here, at their places; null while nobody asks. */
    private long @Nullable [] stamps;

    private int head;

    private int tail;

    /** The entries before this index have a slot. */
    private int firstWaiting;

    private int size;

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

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasGranted() {
        return granted > 0;
    }

    /** Adds an entry that waits for a slot. */
    void add(PoolEntry entry) {
        if (tail - head == ring.length) {
            rebuild();
        }
        entry.place = Place.IN_LINE;
        entry.index = tail;
        ring[at(tail)] = entry;
        tail++;
        size++;
    }

    /** Gives a slot to the first entry that waits for one. */
    void grant() {
        if (granted == size) {
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
        PoolEntry entry = ring[at(head)];
        while (entry == null) {
            head++;
            entry = ring[at(head)];
        }
        remove(entry);
        return entry;
    }

    /** Whether an entry is in this line. */
    boolean contains(PoolEntry entry) {
        return ring[at(entry.index)] == entry;
    }

    /** Whether an entry of this line has a slot. */
    boolean isGranted(PoolEntry entry) {
        return entry.index - firstWaiting < 0;
    }

    void remove(PoolEntry entry) {
        if (isGranted(entry)) {
            granted--;
        }
        ring[at(entry.index)] = null;
        shorten(1);
    }

    private void shorten(int entries) {
        size -= entries;
        if (size == 0) {
            head = tail;
            firstWaiting = tail;
            if (ring.length > LARGEST_EMPTY_RING) {
                replaceRing(new PoolEntry[SMALLEST_RING]);
            }
        }
    }

    /** Keeps in mind since when each entry has been here, or not; those that are here now came at that moment. */
    void keepStamps(boolean kept, long now) {
        stamps = kept ? new long[ring.length] : null;
        if (stamps != null) {
            Arrays.fill(stamps, now);
        }
    }

    void stamp(PoolEntry entry, long now) {
        if (stamps != null) {
            stamps[at(entry.index)] = now;
        }
    }

    /** Since when an entry has been here. */
    long stampOf(PoolEntry entry) {
        return Objects.requireNonNull(stamps, "nobody wanted to know")[at(entry.index)];
    }

    /** The first one that waits for a slot and passes a test, or null. */
    @Nullable
    PoolEntry firstWaiting(Predicate<PoolEntry> test) {
        while (firstWaiting != tail && ring[at(firstWaiting)] == null) {
            firstWaiting++;
        }
        for (int i = firstWaiting; i != tail; i++) {
            PoolEntry entry = ring[at(i)];
            if (entry != null && test.test(entry)) {
                return entry;
            }
        }
        return null;
    }

    /** The ring, for who takes entries from the front of it until this line changes. */
    @Nullable
    PoolEntry[] ring() {
        return ring;
    }

    /** The index of the front. */
    int head() {
        return head;
    }

    /** How many places from the front hold at most that many entries. */
    int reach(int entries) {
        return Math.min(entries, tail - head);
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
            if (ring[at(head)] != null) {
                takenOfGranted += head - firstWaiting < 0 ? 1 : 0;
                taken++;
                ring[at(head)] = null;
            }
            head++;
        }
        if (firstWaiting - head < 0) {
            firstWaiting = head;
        }
        skipWaiting(takenOfGranted);
        shorten(taken);
        return taken;
    }

    /** Visits at most that many entries; returns how many more it might have visited. */
    int forEach(Consumer<PoolEntry> visitor, int limit) {
        int left = limit;
        for (int i = head; i != tail && left > 0; i++) {
            PoolEntry entry = ring[at(i)];
            if (entry != null) {
                visitor.accept(entry);
                left--;
            }
        }
        return left;
    }

    private int at(int index) {
        return index & (ring.length - 1);
    }

    private void skipWaiting(int entries) {
        int left = entries;
        while (left > 0) {
            if (ring[at(firstWaiting)] != null) {
                left--;
            }
            firstWaiting++;
        }
    }

    /** Makes room, and closes the gaps. */
    private void rebuild() {
        PoolEntry[] before = ring;
        int to = tail;
        long @Nullable [] stampsBefore = stamps;
        replaceRing(new PoolEntry[Math.max(SMALLEST_RING, Integer.highestOneBit(size) * 4)]);
        tail = head;
        for (int i = head; i != to; i++) {
            PoolEntry entry = before[i & (before.length - 1)];
            if (entry != null) {
                entry.index = tail;
                ring[at(tail)] = entry;
                if (stampsBefore != null) {
                    stamp(entry, stampsBefore[i & (before.length - 1)]);
                }
                tail++;
            }
        }
        firstWaiting = head + granted;
    }

    private void replaceRing(@Nullable PoolEntry[] empty) {
        ring = empty;
        if (stamps != null) {
            stamps = new long[empty.length];
        }
    }
}
