package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reports runs that wait too long for a slot, and attempts that go on for too long, each once. It looks when the first of
 * those that are there now is due, and no later than one that comes now would be; while there are none it sleeps.
 * Thread-safe.
 */
final class RunWatch {

    /** Half of what a {@code long} holds: what is switched off is never due. */
    static final long NEVER = Long.MAX_VALUE / 2;

    private final TimeSource time;

    private final WaitingReports waiting;

    private final StuckReports stuck;

    /** The shortest time after which something is reported. */
    private final long shortest;

    private final Alarm alarm;

    /** Where the runs are; null unless the supervisor has started. */
    private volatile @Nullable TaskRegistry registry;

    /** Whether the next run that comes has to wake this. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    RunWatch(TimeSource time, TaskListeners listeners, WatchPolicy policy) {
        this.time = time;
        this.waiting =
                new WaitingReports(listeners, nanos(policy.warnAfter()), nanos(policy.criticalAfter()), policy.low());
        this.stuck = new StuckReports(listeners, nanos(policy.stuckAfter()));
        this.shortest = Math.min(waiting.shortest(), stuck.after());
        this.alarm = time.alarm(this::look);
    }

    /** How long a run may wait for a slot, in nanoseconds; {@link #NEVER} for any time. */
    long warnAfter() {
        return waiting.shortest();
    }

    /** How long an attempt may go on, in nanoseconds; {@link #NEVER} for any time. */
    long stuckAfter() {
        return stuck.after();
    }

    /** Whether runs of that priority are reported when they wait. */
    boolean watches(TaskPriority priority) {
        return waiting.watches(priority);
    }

    private static long nanos(Duration after) {
        return after.isZero() ? NEVER : TimeSource.nanosOf(after);
    }

    void start(TaskRegistry of) {
        registry = of;
        if (shortest < NEVER) {
            alarm.reschedule(time.nanoTime() + shortest);
        }
    }

    void stop() {
        registry = null;
        alarm.cancel();
    }

    /** A run was accepted, or was held and is to wait now; costs a read unless there was none for a while. */
    void runAccepted() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            alarm.reschedule(time.nanoTime() + shortest);
        }
    }

    private void look() {
        TaskRegistry runs = registry;
        if (runs == null) {
            return;
        }
        long now = time.nanoTime();
        if (!stuck.look(runs, now)) {
            // The rest at once, but after the alarms that are due by now.
            alarm.reschedule(now);
            return;
        }
        // Only this method says that it sleeps: if it does, it did so before it began to look.
        boolean sleeps = asleep.get();
        long left = Math.min(stuck.left(), lookAtLines(runs, now));
        if (left == NEVER && !sleeps) {
            // Whoever is accepted after this sees it; whoever was before is found by a second look.
            asleep.set(true);
            look();
        } else if (left < NEVER && (!sleeps || asleep.compareAndSet(true, false))) {
            alarm.reschedule(now + Math.min(left, shortest));
        }
    }

    /** Reports what is due; answers how long the next one has left, of those that are there now. */
    private long lookAtLines(TaskRegistry runs, long now) {
        long left = NEVER;
        for (TaskPool pool : runs.pools()) {
            left = Math.min(left, waiting.lookAt(pool, now));
        }
        return left;
    }
}
