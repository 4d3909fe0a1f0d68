package io.tasky.metrics;

import io.tasky.spi.TaskListener.TaskFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the meters of a task by the identity of its facts, which every run passes through: hashing the facts by value
 * would cost a good part of the recording itself. Thread-safe; finding takes no lock.
 */
class TaskMetersTable {

    private static final int FIRST_SIZE = 64;

    private final Function<TaskFacts, TaskMeters> factory;

    private final Predicate<TaskFacts> isGone;

    /** The facts of tasks that are gone. The names of these may belong to others by now, and runs may be left behind. */
    private final WeakIdentities gone = new WeakIdentities();

    /**
     * Open addressing, at most half full, its length a power of two. Read without a lock: meters have final fields only,
     * and who misses an entry looks again under the lock.
     */
    private volatile @Nullable TaskMeters[] table = new TaskMeters[FIRST_SIZE];

    private int size;

    /**
     * Makes an empty table.
     *
     * @param factory makes meters, closed ones for tasks that are gone
     * @param isGone whether a task is gone, as far as others know
     */
    TaskMetersTable(Function<TaskFacts, TaskMeters> factory, Predicate<TaskFacts> isGone) {
        this.factory = factory;
        this.isGone = isGone;
    }

    boolean isGone(TaskFacts facts) {
        return gone.contains(facts) || isGone.test(facts);
    }

    TaskMeters get(TaskFacts facts) {
        TaskMeters found = find(facts, table);
        if (found != null) {
            return found;
        }
        TaskMeters made = factory.apply(facts);
        if (made.isClosed()) {
            return made;
        }
        TaskMeters added = addUnlessThere(made);
        if (isGone(facts)) {
            // It went while its meters were made, and whoever took its entries away did not find these.
            remove(facts);
        }
        return added;
    }

    /** The task is gone, and so are its meters, unless they count for others as well. */
    void remove(TaskFacts facts) {
        // First: whoever adds an entry that is not taken here finds that.
        gone.add(facts);
        boolean shared = !facts.template().equals(facts.task());
        for (TaskMeters removed : take(entry -> entry.isOf(facts))) {
            if (shared || ofTemplate(facts.template()).findAny().isPresent()) {
                removed.leave();
            } else {
                removed.close();
                // One that came meanwhile may have got the same meters.
                ofTemplate(facts.template()).forEach(TaskMeters::renew);
            }
        }
    }

    /** The pool is gone, and nothing that ran there is recorded any more. */
    void removePool(String pool) {
        for (TaskMeters removed : take(entry -> entry.facts().pool().equals(pool))) {
            gone.add(removed.facts());
            removed.leave();
        }
    }

    private Stream<TaskMeters> ofTemplate(String template) {
        return Arrays.stream(table)
                .flatMap(Stream::ofNullable)
                .filter(entry -> entry.facts().template().equals(template));
    }

    /** Makes a table without them: others read the old one meanwhile. */
    private synchronized List<TaskMeters> take(Predicate<TaskMeters> gone) {
        List<TaskMeters> taken = new ArrayList<>();
        if (Arrays.stream(table).noneMatch(entry -> entry != null && gone.test(entry))) {
            return taken;
        }
        @Nullable TaskMeters[] others = new TaskMeters[table.length];
        for (TaskMeters entry : table) {
            if (entry != null && gone.test(entry)) {
                taken.add(entry);
            } else if (entry != null) {
                put(entry, others);
            }
        }
        size -= taken.size();
        table = others;
        return taken;
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
