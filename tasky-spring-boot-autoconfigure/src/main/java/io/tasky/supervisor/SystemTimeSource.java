package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** The system's time, with alarms on one thread of its own. Thread-safe. */
public final class SystemTimeSource implements TimeSource, AutoCloseable {

    /** How far the clock of the day may drift from the anchor before moments are told by the new clock. */
    private static final long TOLERANCE_NANOS = Duration.ofMillis(500).toNanos();

    private final ScheduledThreadPoolExecutor timer;

    private volatile Anchor anchor = Anchor.now();

    private SystemTimeSource() {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "tasky-time");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Creates a time source; its thread starts with the first alarm.
     *
     * @return the time source
     */
    public static SystemTimeSource create() {
        return new SystemTimeSource();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Told from an anchor, so that a moment keeps its time of day however often it is asked for. */
    @Override
    public Instant toInstant(long nanoTime) {
        Anchor current = anchor;
        Anchor fresh = Anchor.now();
        long drift =
                Duration.between(current.at(fresh.nanoTime()), fresh.instant()).toNanos();
        if (Math.abs(drift) > TOLERANCE_NANOS) {
            anchor = fresh;
            current = fresh;
        }
        return current.at(nanoTime);
    }

    @Override
    public Alarm alarm(Runnable action) {
        return new LazyAlarm(this, action);
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as for any condition.
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        return condition.awaitNanos(deadlineNanoTime - System.nanoTime()) > 0;
    }

    /** Forgets all alarms and ends the thread. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Calls an alarm at its moment; after {@link #close()} it never does. */
    @Nullable
    Future<?> callAt(long dueNanoTime, LazyAlarm alarm) {
        return timer.isShutdown()
                ? null
                : timer.schedule(alarm, Math.max(0, dueNanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private record Anchor(Instant instant, long nanoTime) {

        static Anchor now() {
            return new Anchor(Instant.now(), System.nanoTime());
        }

        Instant at(long nanos) {
            return instant.plusNanos(nanos - nanoTime);
        }
    }
}
