package io.tasky.metrics;

import io.tasky.spi.TaskListener.TaskFacts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the meters of a task by the identity of its facts, which every run passes through: hashing the facts by value
 * would cost a good part of the recording itself. Thread-safe; finding takes no lock.
 */
class TaskMetersTable {

    private static final int FIRST_SIZE = 64;

    private final Function<TaskFacts, TaskMeters> factory;

    /**
     * Open addressing, at most half full, its length a power of two. Read without a lock: meters have final fields only,
     * and who misses an entry looks again under the lock.
     */
    private volatile @Nullable TaskMeters[] table = new TaskMeters[FIRST_SIZE];

    private int size;

    TaskMetersTable(Function<TaskFacts, TaskMeters> factory) {
        this.factory = factory;
    }

    TaskMeters get(TaskFacts facts) {
        TaskMeters found = find(facts, table);
        if (found != null) {
            return found;
        }
        TaskMeters made = factory.apply(facts);
        return made.isClosed() ? made : addUnlessThere(made);
    }

    /** The task is gone, and so are its meters. */
    void remove(TaskFacts facts) {
        TaskMeters removed = take(facts);
        if (removed != null) {
            removed.close();
        }
    }

    /** Makes a table without it: others read the old one meanwhile. */
    private synchronized @Nullable TaskMeters take(TaskFacts facts) {
        @Nullable TaskMeters[] entries = table;
        TaskMeters found = find(facts, entries);
        if (found == null) {
            return null;
        }
        @Nullable TaskMeters[] others = new TaskMeters[entries.length];
        for (TaskMeters entry : entries) {
            if (entry != null && entry != found) {
                put(entry, others);
            }
        }
        size--;
        table = others;
        return found;
    }

    private synchronized TaskMeters addUnlessThere(TaskMeters added) {
        @Nullable TaskMeters[] entries = table;
        TaskMeters found = find(added.facts(), entries);
        if (found != null) {
            return found;
        }
        size++;
        if (size > entries.length / 2) {
            entries = grown(entries);
            table = entries;
        }
        put(added, entries);
        return added;
    }

    private static @Nullable TaskMeters[] grown(@Nullable TaskMeters[] entries) {
        @Nullable TaskMeters[] larger = new TaskMeters[entries.length * 2];
        for (TaskMeters entry : entries) {
            if (entry != null) {
                put(entry, larger);
            }
        }
        return larger;
    }

    private static void put(TaskMeters added, @Nullable TaskMeters[] entries) {
        int place = firstPlace(added.facts(), entries);
        while (entries[place] != null) {
            place = nextPlace(place, entries);
        }
        entries[place] = added;
    }

    /** Reads each place once: another thread may fill a place that was free. */
    private static @Nullable TaskMeters find(TaskFacts facts, @Nullable TaskMeters[] entries) {
        int place = firstPlace(facts, entries);
        TaskMeters entry = entries[place];
        while (entry != null && !entry.isOf(facts)) {
            place = nextPlace(place, entries);
            entry = entries[place];
        }
        return entry;
    }

    private static int firstPlace(TaskFacts facts, @Nullable TaskMeters[] entries) {
        return System.identityHashCode(facts) & (entries.length - 1);
    }

    private static int nextPlace(int place, @Nullable TaskMeters[] entries) {
        return (place + 1) & (entries.length - 1);
    }
}
