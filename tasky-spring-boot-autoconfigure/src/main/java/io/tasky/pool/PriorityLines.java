package io.tasky.pool;

import io.tasky.pool.PoolEntry.Place;
import io.tasky.task.TaskPriority;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line for each priority. Not thread-safe: its pool's lock guards it. */
final class PriorityLines {

    /** From here on an entry is urgent: threads are kept for it that have not just worked for others. */
    static final TaskPriority URGENT = TaskPriority.HIGH;

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private final EntryLine[] lines = new EntryLine[PRIORITIES.length];

    /** A bit for each priority whose line is not empty. */
    private int present;

    /** How many entries have a slot and wait for a thread. */
    private int readyCount;

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

    /** Gives a slot to the first entry of a priority that waits for one. */
    void grant(TaskPriority priority) {
        of(priority).grant();
        readyCount++;
    }

    /** Takes out an entry that is in its line; answers whether it has a slot. */
    boolean remove(PoolEntry entry) {
        EntryLine line = of(entry.priority());
        boolean granted = line.isGranted(entry);
        line.remove(entry);
        shortened(entry.priority());
        entry.place = Place.OUT;
        readyCount -= granted ? 1 : 0;
        return granted;
    }

    /** Whether an entry waits for a slot. */
    boolean isWaiting(PoolEntry entry) {
        EntryLine line = of(entry.priority());
        return line.contains(entry) && !line.isGranted(entry);
    }

    /** Whether an entry has a slot and waits for a thread; an urgent one if only those are asked for. */
    boolean hasReady(boolean urgentOnly) {
        return readyCount > 0 && (!urgentOnly || hasUrgent());
    }

    private boolean hasUrgent() {
        int i = PRIORITIES.length - 1;
        while (i > URGENT.ordinal() && !lines[i].hasGranted()) {
            i--;
        }
        return lines[i].hasGranted();
    }

    /** The entry that the next free thread runs; null for a thread that runs urgent ones only if no such entry is ready. */
    @Nullable
    PoolEntry pollReady(boolean urgentOnly) {
        if (!hasReady(urgentOnly)) {
            return null;
        }
        int i = PRIORITIES.length - 1;
        while (i > 0 && !lines[i].hasGranted()) {
            i--;
        }
        PoolEntry entry = lines[i].pollGranted();
        if (entry != null) {
            shortened(PRIORITIES[i]);
            readyCount--;
            entry.place = Place.RUNNING;
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

    /** Keeps in mind since when each entry has been in its line, or not. */
    void keepStamps(boolean kept, long now) {
        for (EntryLine line : lines) {
            line.keepStamps(kept, now);
        }
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
