package io.tasky.supervisor;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Timers by the moment when each is to be looked at: a binary heap in two arrays, so that finding a place touches no timer.
 * Guarded by its stripe.
 */
final class DueHeap {

    private static final int SMALLEST = 16;

    private long[] moments = new long[SMALLEST];

    private @Nullable KeyTimer[] timers = new @Nullable KeyTimer[SMALLEST];

    private int size;

    int size() {
        return size;
    }

    /** When the first is to be looked at; of an empty heap, never. */
    long first() {
        return size == 0 ? DueKeys.NEVER : moments[0];
    }

    /** The first timer of a heap that is not empty. */
    KeyTimer top() {
        return at(0);
    }

    private KeyTimer at(int index) {
        KeyTimer timer = timers[index];
        if (timer == null) {
            throw new IllegalStateException("Nothing stands at " + index + " of " + size + ".");
        }
        return timer;
    }

    void add(KeyTimer timer, long moment) {
        if (size == moments.length) {
            resize(size + (size >> 1));
        }
        int index = size++;
        // Delays of one length end in the order they began: nearly always this is its place.
        while (index > 0 && moments[(index - 1) >> 1] > moment) {
            int parent = (index - 1) >> 1;
            set(index, at(parent), moments[parent]);
            index = parent;
        }
        set(index, timer, moment);
    }

    void removeTop() {
        KeyTimer last = at(--size);
        long moment = moments[size];
        timers[size] = null;
        if (size > 0) {
            sink(0, last, moment);
        }
        shrink();
    }

    private void shrink() {
        if (size < moments.length >> 2 && moments.length > SMALLEST) {
            resize(Math.max(SMALLEST, size << 1));
        }
    }

    /** The first one is to be looked at later. */
    void postponeTop(long moment) {
        sink(0, at(0), moment);
    }

    private void sink(int from, KeyTimer timer, long moment) {
        int index = from;
        int child = 2 * index + 1;
        while (child < size) {
            if (child + 1 < size && moments[child + 1] < moments[child]) {
                child++;
            }
            if (moments[child] >= moment) {
                break;
            }
            set(index, at(child), moments[child]);
            index = child;
            child = 2 * index + 1;
        }
        set(index, timer, moment);
    }

    private void set(int index, KeyTimer timer, long moment) {
        timers[index] = timer;
        moments[index] = moment;
    }

    private void resize(int length) {
        moments = Arrays.copyOf(moments, length);
        timers = Arrays.copyOf(timers, length);
    }

    void removeIf(Predicate<KeyTimer> condition) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            KeyTimer timer = at(i);
            if (!condition.test(timer)) {
                set(kept++, timer, moments[i]);
            }
        }
        Arrays.fill(timers, kept, size, null);
        size = kept;
        for (int i = (size >> 1) - 1; i >= 0; i--) {
            sink(i, at(i), moments[i]);
        }
        shrink();
    }
}
