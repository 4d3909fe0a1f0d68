package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads that wait in person, a line for each priority. Not thread-safe: its pool's lock guards it. */
final class WaiterLines {

    private final List<Deque<Waiter>> lines = new ArrayList<>();

    private int size;

    private long arrivals;

    WaiterLines() {
        for (int i = 0; i < TaskPriority.values().length; i++) {
            lines.add(new ArrayDeque<>());
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Waiter add(PoolEntry entry) {
        Waiter waiter = new Waiter(entry);
        waiter.arrival = arrivals++;
        of(entry.priority()).add(waiter);
        size++;
        return waiter;
    }

    /** Takes one out; false if it is not here any more. */
    boolean remove(Waiter waiter) {
        boolean removed = of(waiter.entry.priority()).remove(waiter);
        size -= removed ? 1 : 0;
        return removed;
    }

    /** The first of a priority. */
    @Nullable
    Waiter first(TaskPriority priority) {
        return of(priority).peek();
    }

    /** A bit for each priority of which one waits. */
    int present() {
        int bits = 0;
        for (int i = 0; size > 0 && i < lines.size(); i++) {
            bits |= lines.get(i).isEmpty() ? 0 : 1 << i;
        }
        return bits;
    }

    private Deque<Waiter> of(TaskPriority priority) {
        return lines.get(priority.ordinal());
    }
}
