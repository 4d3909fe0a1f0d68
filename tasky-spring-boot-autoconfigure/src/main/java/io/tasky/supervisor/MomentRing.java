package io.tasky.supervisor;

import java.util.Arrays;

/** Moments in the order they came, up to so many; takes no more memory than there were at once. Not thread-safe. */
final class MomentRing {

    private static final int FIRST_SIZE = 16;

    private final int most;

    private long[] moments;

    private int first;

    private int size;

    MomentRing(int most) {
        this.most = most;
        this.moments = new long[Math.min(FIRST_SIZE, most)];
    }

    int size() {
        return size;
    }

    /** The oldest one has the index 0. */
    long get(int index) {
        return moments[(first + index) % moments.length];
    }

    /** Adds one, for which there is room. */
    void add(long moment) {
        if (size == moments.length) {
            grow();
        }
        moments[(first + size) % moments.length] = moment;
        size++;
    }

    private void grow() {
        long[] more = Arrays.copyOf(moments, Math.min(most, moments.length * 2));
        for (int i = 0; i < size; i++) {
            more[i] = get(i);
        }
        moments = more;
        first = 0;
    }

    void removeOldest() {
        first = (first + 1) % moments.length;
        size--;
    }
}
