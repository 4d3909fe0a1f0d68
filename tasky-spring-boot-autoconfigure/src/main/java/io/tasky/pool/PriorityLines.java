package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line for each priority. Not thread-safe: its pool's lock guards it. */
final class PriorityLines {

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private final EntryLine[] lines = new EntryLine[PRIORITIES.length];

    /** A bit for each priority whose line is not empty. */
    private int present;

    PriorityLines() {
        for (int i = 0; i < PRIORITIES.length; i++) {
            lines[i] = new EntryLine();
        }
    }

    EntryLine of(TaskPriority priority) {
        return lines[priority.ordinal()];
    }

    void add(PoolEntry entry) {
        of(entry.priority()).add(entry);
        present |= 1 << entry.priority().ordinal();
    }

    void remove(PoolEntry entry) {
        of(entry.priority()).remove(entry);
        shortened(entry.priority());
    }

    /** Whether an entry of that priority or a higher one has a slot. */
    boolean hasGranted(TaskPriority atLeast) {
        int i = PRIORITIES.length - 1;
        while (i > atLeast.ordinal() && !lines[i].hasGranted()) {
            i--;
        }
        return lines[i].hasGranted();
    }

    /** Takes out the first entry of the highest priority that has one with a slot. */
    @Nullable
    PoolEntry pollGranted() {
        int i = PRIORITIES.length - 1;
        while (i > 0 && !lines[i].hasGranted()) {
            i--;
        }
        PoolEntry entry = lines[i].pollGranted();
        if (entry != null) {
            shortened(PRIORITIES[i]);
        }
        return entry;
    }

    /** Entries were taken out of a line. */
    void shortened(TaskPriority priority) {
        if (of(priority).isEmpty()) {
            present &= ~(1 << priority.ordinal());
        }
    }

    /** A bit for each priority whose line is not empty. */
    int present() {
        return present;
    }

    /** The highest priority whose line is not empty. */
    @Nullable
    TaskPriority highest() {
        return present == 0 ? null : PRIORITIES[Integer.SIZE - 1 - Integer.numberOfLeadingZeros(present)];
    }

    /** Visits at most that many entries, the highest priority first; answers how many more it might have visited. */
    int forEach(Consumer<PoolEntry> visitor, int limit) {
        int left = limit;
        for (int i = PRIORITIES.length - 1; i >= 0; i--) {
            left = lines[i].forEach(visitor, left);
        }
        return left;
    }
}
