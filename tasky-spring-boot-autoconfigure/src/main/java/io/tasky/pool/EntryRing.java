package io.tasky.pool;

import io.tasky.pool.PoolEntry.Place;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order they came. Each knows its place, so that it can be taken out from anywhere; that leaves a gap. Not
 * thread-safe: its pool's lock guards it.
 */
abstract class EntryRing {

    private static final int SMALLEST = 16;

    /** A ring that is emptied and was larger than this gives its memory back. */
    private static final int LARGEST_EMPTY = 4096;

    /** A place is found by the low bits of an index, which only ever grows, and may overflow. */
    private @Nullable PoolEntry[] ring = new PoolEntry[SMALLEST];

    /** Since when the entries have been here, at their places; null while nobody asks. */
    private long @Nullable [] stamps;

    /** The index of the front. */
    int head;

    /** The index behind the last entry. */
    int tail;

    private int size;

    final boolean isEmpty() {
        return size == 0;
    }

    final int size() {
        return size;
    }

    /** Whether there is no place behind the last entry. */
    final boolean isFull() {
        return tail - head == ring.length;
    }

    /** The entry at an index, or null for a gap. */
    final @Nullable PoolEntry at(int index) {
        return ring[index & (ring.length - 1)];
    }

    /** Whether an entry is here. */
    final boolean contains(PoolEntry entry) {
        return at(entry.index) == entry;
    }

    final void addLast(PoolEntry entry) {
        entry.place = Place.IN_LINE;
        put(entry);
        size++;
    }

    private void put(PoolEntry entry) {
        entry.index = tail;
        ring[tail & (ring.length - 1)] = entry;
        tail++;
    }

    /** Leaves a gap; {@link #shorten} follows. */
    final void clear(int index) {
        ring[index & (ring.length - 1)] = null;
    }

    /** Answers whether there is none left, in which case the next one comes to the front. */
    final boolean shorten(int entries) {
        size -= entries;
        if (size > 0) {
            return false;
        }
        head = tail;
        if (ring.length > LARGEST_EMPTY) {
            replace(new PoolEntry[SMALLEST]);
        }
        return true;
    }

    /** Makes room, and closes the gaps. */
    final void rebuild() {
        PoolEntry[] before = ring;
        int to = tail;
        long @Nullable [] stampsBefore = stamps;
        replace(new PoolEntry[Math.max(SMALLEST, Integer.highestOneBit(size) * 4)]);
        tail = head;
        for (int i = head; i != to; i++) {
            PoolEntry entry = before[i & (before.length - 1)];
            if (entry != null) {
                put(entry);
                if (stampsBefore != null) {
                    stamp(entry, stampsBefore[i & (before.length - 1)]);
                }
            }
        }
    }

    private void replace(@Nullable PoolEntry[] empty) {
        ring = empty;
        if (stamps != null) {
            stamps = new long[empty.length];
        }
    }

    /** Visits at most that many entries; returns how many more it might have visited. */
    final int forEach(Consumer<PoolEntry> visitor, int limit) {
        int left = limit;
        for (int i = head; i != tail && left > 0; i++) {
            PoolEntry entry = at(i);
            if (entry != null) {
                visitor.accept(entry);
                left--;
            }
        }
        return left;
    }

    /** For who takes entries from the front until this changes. */
    final @Nullable PoolEntry[] ring() {
        return ring;
    }

    /** How many places from the front hold at most that many entries. */
    final int reach(int entries) {
        return Math.min(entries, tail - head);
    }

    /** Keeps in mind since when each entry has been here, or not; those that are here now came at that moment. */
    final void keepStamps(boolean kept, long now) {
        stamps = kept ? new long[ring.length] : null;
        if (stamps != null) {
            Arrays.fill(stamps, now);
        }
    }

    final void stamp(PoolEntry entry, long now) {
        if (stamps != null) {
            stamps[entry.index & (ring.length - 1)] = now;
        }
    }

    /** Since when an entry has been here. */
    final long stampOf(PoolEntry entry) {
        return Objects.requireNonNull(stamps, "nobody wanted to know")[entry.index & (ring.length - 1)];
    }
}
