package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.spi.TaskListener.WaitingTooLong;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports runs that wait too long for a slot, and attempts that go on for too long, each once. It looks when the first of
 * those that are there now is due, and no later than one that comes now would be; while there are none it sleeps.
 * Thread-safe.
 */
final class RunWatch {

    private static final Logger logger = LoggerFactory.getLogger(RunWatch.class);

    /** What was reported of a run, as bits. */
    private static final int WARNED = 1;

    private static final int CRITICAL = 2;

    /** Half of what a {@code long} holds: what is switched off is never due. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final TimeSource time;

    private final TaskListeners listeners;

    private final long warn;

    private final long critical;

    private final long stuck;

    private final boolean low;

    private final Alarm alarm;

    /** Where the runs are; null unless the supervisor has started. */
    private volatile @Nullable TaskRegistry registry;

    /** Whether the next run that comes has to wake this. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    RunWatch(TimeSource time, TaskListeners listeners, WatchPolicy policy) {
        this.time = time;
        this.listeners = listeners;
        this.warn = nanos(policy.warnAfter());
        this.critical = nanos(policy.criticalAfter());
        this.stuck = nanos(policy.stuckAfter());
        this.low = policy.low();
        this.alarm = time.alarm(this::look);
    }

    private static long nanos(Duration after) {
        return after.isZero() ? NEVER : TimeSource.nanosOf(after);
    }

    void start(TaskRegistry of) {
        registry = of;
        if (shortest() < NEVER) {
            alarm.reschedule(time.nanoTime() + shortest());
        }
    }

    void stop() {
        registry = null;
        alarm.cancel();
    }

    /** A run was counted as accepted; costs a read unless there was none for a while. */
    void runAccepted() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            alarm.reschedule(time.nanoTime() + shortest());
        }
    }

    private long shortest() {
        return Math.min(Math.min(warn, critical), stuck);
    }

    private void look() {
        TaskRegistry runs = registry;
        if (runs == null) {
            return;
        }
        long now = time.nanoTime();
        long left = lookAt(runs, now);
        if (left == NEVER) {
            // Whoever is accepted after this sees it; whoever was before is found by a second look.
            asleep.set(true);
            left = lookAt(runs, now);
            if (left == NEVER || !asleep.compareAndSet(true, false)) {
                return;
            }
        }
        alarm.reschedule(now + Math.min(left, shortest()));
    }

    /** Reports what is due; answers how long the next one has left, of those that are there now. */
    private long lookAt(TaskRegistry runs, long now) {
        long left = lookAtRunning(runs, now);
        for (TaskPool pool : runs.pools()) {
            left = Math.min(left, lookAtWaiting(pool, now));
        }
        return left;
    }

    // Those that wait

    private long lookAtWaiting(TaskPool pool, long now) {
        List<DefaultTaskRun<?>> waiting = new ArrayList<>();
        pool.forEachWaiting(entry -> addWatched(waiting, entry), Integer.MAX_VALUE);
        Map<TaskPriority, List<DefaultTaskRun<?>>> warned = new TreeMap<>();
        Map<TaskPriority, List<DefaultTaskRun<?>>> criticalRuns = new TreeMap<>();
        long left = NEVER;
        for (DefaultTaskRun<?> run : waiting) {
            long waited = now - run.queuedNanos();
            left = Math.min(left, note(run, WARNED, warn - waited, warned));
            left = Math.min(left, note(run, CRITICAL, critical - waited, criticalRuns));
        }
        warned.forEach((priority, runs) -> reportWaiting(pool, priority, runs, false, now));
        criticalRuns.forEach((priority, runs) -> reportWaiting(pool, priority, runs, true, now));
        return left;
    }

    private void addWatched(List<DefaultTaskRun<?>> waiting, PoolEntry entry) {
        boolean watched = low || entry.priority() != TaskPriority.LOW;
        if (watched && entry instanceof DefaultTaskRun<?> run && run.attempt() == 0) {
            waiting.add(run);
        }
    }

    /** Adds a run that has no time left to those to report; answers how long it has left, if it was not reported. */
    private static long note(
            DefaultTaskRun<?> run, int bit, long left, Map<TaskPriority, List<DefaultTaskRun<?>>> late) {
        RunExtras known = run.extras();
        if (known != null && (known.reported & bit) != 0) {
            return NEVER;
        }
        if (left > 0) {
            return Math.min(left, NEVER);
        }
        run.needExtras().reported |= bit;
        late.computeIfAbsent(run.priority(), priority -> new ArrayList<>()).add(run);
        return NEVER;
    }

    private void reportWaiting(
            TaskPool pool, TaskPriority priority, List<DefaultTaskRun<?>> runs, boolean isCritical, long now) {
        DefaultTaskRun<?> oldest = runs.get(0);
        long waited = now - oldest.queuedNanos();
        String name = pool.config().name();
        logger.atLevel(isCritical ? Level.ERROR : Level.WARN)
                .log(
                        "{} of priority {} wait longer than {} for a slot of pool '{}' ({} of {} taken); the first is run {} of"
                                + " task '{}', for {} ms now. Give the pool more slots, or that work a pool of its own.",
                        runs.size() == 1 ? "1 run" : runs.size() + " runs",
                        priority,
                        Duration.ofNanos(isCritical ? critical : warn),
                        name,
                        pool.snapshot().taken(),
                        pool.config().limit(priority),
                        oldest.id(),
                        oldest.task(),
                        Duration.ofNanos(waited).toMillis());
        WaitingTooLong event = new WaitingTooLong(name, priority, isCritical, runs.size(), oldest, waited);
        listeners.tell(listener -> listener.onWaitingTooLong(event));
    }

    // Those that run

    private long lookAtRunning(TaskRegistry runs, long now) {
        List<DefaultTaskRun<?>> running = new ArrayList<>();
        runs.everything().forEach(task -> task.log().forEachLive(running::add));
        long left = NEVER;
        for (DefaultTaskRun<?> run : running) {
            RunExtras known = run.extras();
            boolean reported = known != null && known.stuckAttempt == run.attempt();
            if (run.status() == RunStatus.RETRYING) {
                // Its next attempt may be on its way.
                left = Math.min(left, stuck);
            } else if (!reported) {
                long ran = now - run.attemptStartedNanos();
                if (ran - stuck >= 0) {
                    run.needExtras().stuckAttempt = run.attempt();
                    reportStuck(run, ran);
                } else {
                    left = Math.min(left, stuck - ran);
                }
            }
        }
        return left;
    }

    private void reportStuck(DefaultTaskRun<?> run, long ran) {
        Thread thread = run.thread();
        StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        StillRunning where = new StillRunning(thread == null ? "no thread, in a stage" : thread.getName());
        where.setStackTrace(stack);
        logger.warn(
                "Run {} of task '{}' has been running for {} s in attempt {} (tasky.stuck-after is {}); this is where it is",
                run.id(),
                run.task(),
                Duration.ofNanos(ran).toSeconds(),
                run.attempt(),
                Duration.ofNanos(stuck),
                where);
        List<StackTraceElement> trace = List.of(stack);
        listeners.tell(listener -> listener.onStuck(run, run.owner().facts(), ran, trace));
    }

    /** Carries a stack to the log. */
    private static final class StillRunning extends Throwable {

        StillRunning(String where) {
            super(where, null, false, true);
        }
    }
}
