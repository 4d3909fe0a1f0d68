package io.tasky.pool;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets those that wait rise: by one priority for each span of time, up to HIGH. Not thread-safe: its pool's lock guards it.
 *
 * <p>Nobody is moved for that. Within the line of a priority, whoever came first has risen highest, and all have the same
 * limit of slots; so it is enough to compare the first of each line when a slot comes free. While this is off, no clock is
 * read.
 */
final class Aging {

    /** The bit that says that those who wait rise as time goes by. */
    static final int RISING = Integer.MIN_VALUE;

    private final SlotLedger ledger;

    private final PriorityLines lines;

    private final TimeSource time;

    /** In nanoseconds; 0 while this is off. */
    private long span;

    Aging(SlotLedger ledger, PriorityLines lines, TimeSource time) {
        this.ledger = ledger;
        this.lines = lines;
        this.time = time;
        resize(ledger.config().aging());
    }

    boolean isOn() {
        return span > 0;
    }

    /** Changes the span. Those that wait when this is switched on rise from that moment on. */
    void resize(Duration newSpan) {
        boolean wasOn = isOn();
        span = TimeSource.nanosOf(newSpan);
        if (isOn() != wasOn) {
            lines.keepStamps(isOn(), time.nanoTime());
        }
    }

    /** An entry has joined its line. */
    void stamp(PoolEntry entry) {
        lines.of(entry.priority()).stamp(entry, time.nanoTime());
    }

    /** As {@link SlotLedger#next()}, in the order that those who wait have reached. */
    @Nullable
    TaskPriority next() {
        TaskPriority next = null;
        for (TaskPriority priority : SlotLedger.HIGHEST_FIRST) {
            if (ledger.mayStart(priority)) {
                next = next == null ? priority : first(next, priority);
            }
        }
        if (next != null) {
            ledger.start(next);
        }
        return next;
    }

    private TaskPriority first(TaskPriority higher, TaskPriority lower) {
        long now = time.nanoTime();
        Standing one = standing(firstWaiting(higher), now);
        Standing other = standing(firstWaiting(lower), now);
        // Of two that got there at the same moment, the lower one has waited longer.
        return Standing.FIRST_TO_START.compare(one, other) < 0 ? higher : lower;
    }

    /** A bit for each priority that some have reached to whom a slot could go; and {@link #RISING}, if any may rise. */
    int risen() {
        int bits = 0;
        for (TaskPriority priority : List.of(TaskPriority.LOW, TaskPriority.NORMAL)) {
            if (ledger.waiting(priority) > 0) {
                int rank = standing(firstWaiting(priority), time.nanoTime()).rank();
                bits |= RISING | (ledger.isWithinReach(priority) ? 1 << rank : 0);
            }
        }
        return bits;
    }

    /** Visits at most that many entries, the first to start first. */
    int forEach(Consumer<PoolEntry> visitor, int limit) {
        long now = time.nanoTime();
        List<PoolEntry> entries = new ArrayList<>();
        lines.forEach(entries::add, Integer.MAX_VALUE);
        entries.sort(Comparator.comparing((PoolEntry entry) -> standing(entry, now), Standing.FIRST_TO_START)
                .thenComparing(PoolEntry::priority));
        int visited = Math.min(limit, entries.size());
        entries.subList(0, visited).forEach(visitor);
        return limit - visited;
    }

    private PoolEntry firstWaiting(TaskPriority priority) {
        return Objects.requireNonNull(lines.of(priority).firstWaiting(entry -> true), "nobody waits");
    }

    private Standing standing(PoolEntry entry, long now) {
        TaskPriority priority = entry.priority();
        long since = lines.of(priority).stampOf(entry);
        int highest = PriorityLines.URGENT.ordinal();
        if (priority.ordinal() >= highest) {
            return new Standing(priority.ordinal(), since);
        }
        long steps = Math.min((now - since) / span, highest - priority.ordinal());
        return new Standing(priority.ordinal() + (int) steps, since + steps * span);
    }

    /**
     * Where an entry stands.
     *
     * @param rank the priority that it has reached, as a number
     * @param since when it reached that, in nanoseconds
     */
    private record Standing(int rank, long since) {

        static final Comparator<Standing> FIRST_TO_START = (one, other) ->
                one.rank != other.rank ? Integer.compare(other.rank, one.rank) : Long.signum(one.since - other.since);
    }
}
