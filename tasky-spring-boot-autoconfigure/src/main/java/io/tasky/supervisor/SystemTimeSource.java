package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's time, with alarms on one thread of its own. Thread-safe. */
public final class SystemTimeSource implements TimeSource, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SystemTimeSource.class);

    /** How far the clock of the day may drift from the anchor before moments are told by the new clock. */
    private static final long TOLERANCE_NANOS = Duration.ofMillis(500).toNanos();

    /** How often it is looked whether somebody has set the clock, while somebody wants to know. */
    private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

    private final ScheduledThreadPoolExecutor timer;

    private final Set<Runnable> clockListeners = ConcurrentHashMap.newKeySet();

    /** The clock of the day. */
    private final InstantSource clock;

    private final long lookNanos;

    private final Alarm look;

    /** Whether the alarm is to go off that looks at the clock. */
    private final AtomicBoolean looking = new AtomicBoolean();

    private volatile Anchor anchor;

    /** The anchor that the listeners know. Used by the alarm only. */
    private Anchor known;

    private SystemTimeSource(InstantSource clock, long lookNanos) {
        this.clock = clock;
        this.lookNanos = lookNanos;
        this.anchor = Anchor.now(clock);
        this.known = anchor;
        timer = new ScheduledThreadPoolExecutor(1, AlarmThread::new);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.look = new LazyAlarm(this, this::lookAtClock);
    }

    /**
     * Creates a time source; its thread starts with the first alarm.
     *
     * @return the time source
     */
    public static SystemTimeSource create() {
        return new SystemTimeSource(InstantSource.system(), LOOK_NANOS);
    }

    /** With another clock of the day, at which it looks more or less often. */
    static SystemTimeSource create(InstantSource clock, Duration look) {
        return new SystemTimeSource(clock, look.toNanos());
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Told from an anchor, so that a moment keeps its time of day however often it is asked for. */
    @Override
    public Instant toInstant(long nanoTime) {
        Anchor current = anchor;
        Anchor fresh = Anchor.now(clock);
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
    public void addClockListener(Runnable listener) {
        clockListeners.add(listener);
        lookLater();
    }

    @Override
    public void removeClockListener(Runnable listener) {
        clockListeners.remove(listener);
    }

    /** Not put off by one who comes later. */
    private void lookLater() {
        if (!clockListeners.isEmpty() && looking.compareAndSet(false, true)) {
            look.reschedule(System.nanoTime() + lookNanos);
        }
    }

    private void lookAtClock() {
        looking.set(false);
        lookLater();
        toInstant(System.nanoTime());
        Anchor now = anchor;
        if (!now.equals(known)) {
            known = now;
            clockListeners.forEach(SystemTimeSource::tell);
        }
    }

    /** One that fails keeps no other from being told. */
    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable ex) {
            logger.error("A listener of the clock failed: what it does at certain times may come late", ex);
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as for any condition.
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        return condition.awaitNanos(deadlineNanoTime - System.nanoTime()) > 0;
    }

    /** Also of another time source: its alarms, too, wait for nobody. */
    @Override
    public boolean isAlarmThread() {
        return Thread.currentThread() instanceof AlarmThread;
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

    private static final class AlarmThread extends Thread {

        AlarmThread(Runnable work) {
            super(work, "tasky-time");
            setDaemon(true);
        }
    }

    private record Anchor(Instant instant, long nanoTime) {

        static Anchor now(InstantSource clock) {
            return new Anchor(clock.instant(), System.nanoTime());
        }

        Instant at(long nanos) {
            return instant.plusNanos(nanos - nanoTime);
        }
    }
}
