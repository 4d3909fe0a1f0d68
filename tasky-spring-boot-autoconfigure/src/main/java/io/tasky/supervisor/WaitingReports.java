package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.spi.TaskListener.WaitingTooLong;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports runs that wait too long for a slot, those of one pool and priority together, and each once for each of two limits.
 * After a report, the next of its sort comes when that limit has passed again, with all that are late by then. Not thread-safe: used by the alarm of {@link RunWatch} only.
 */
final class WaitingReports {

    private static final Logger logger = LoggerFactory.getLogger(WaitingReports.class);

    /** What was reported of a run, as bits. */
    private static final int WARNED = 1;

    private static final int CRITICAL = 2;

    private final TaskListeners listeners;

    private final long warn;

    private final long critical;

    private final ReportPace warnPace;

    private final ReportPace criticalPace;

    /** Whether those of priority LOW count as well. */
    private final boolean low;

    WaitingReports(TaskListeners listeners, long warn, long critical, boolean low) {
        this.listeners = listeners;
        this.warn = warn;
        this.critical = critical;
        this.warnPace = new ReportPace(warn);
        this.criticalPace = new ReportPace(critical);
        this.low = low;
    }

    /** The shorter limit, in nanoseconds. */
    long shortest() {
        return Math.min(warn, critical);
    }

    /** Reports what is due in a pool; answers how long the next one has left, of those that are there now. */
    long lookAt(TaskPool pool, long now) {
        List<DefaultTaskRun<?>> waiting = new ArrayList<>();
        pool.forEachWaiting(entry -> addWatched(waiting, entry), Integer.MAX_VALUE);
        Map<TaskPriority, List<DefaultTaskRun<?>>> warned = new TreeMap<>();
        Map<TaskPriority, List<DefaultTaskRun<?>>> criticalRuns = new TreeMap<>();
        long left = RunWatch.NEVER;
        for (DefaultTaskRun<?> run : waiting) {
            long waited = now - run.waitingSinceNanos();
            long quiet = warnPace.left(pool, run.priority(), now);
            left = Math.min(left, note(run, WARNED, Math.max(warn - waited, quiet), warned));
            quiet = criticalPace.left(pool, run.priority(), now);
            left = Math.min(left, note(run, CRITICAL, Math.max(critical - waited, quiet), criticalRuns));
        }
        warned.forEach((priority, runs) -> reportWaiting(pool, priority, runs, false, now));
        criticalRuns.forEach((priority, runs) -> reportWaiting(pool, priority, runs, true, now));
        return left;
    }

    /** Whether runs of that priority are reported. */
    boolean watches(TaskPriority priority) {
        return low || priority != TaskPriority.LOW;
    }

    private void addWatched(List<DefaultTaskRun<?>> waiting, PoolEntry entry) {
        DefaultTaskRun<?> run = watches(entry.priority()) ? RetryTurn.runOf(entry) : null;
        if (run != null && run.attempt() == 0) {
            waiting.add(run);
        }
    }

    /** Adds a run that has no time left to those to report; answers how long it has left, if it was not reported. */
    private static long note(
            DefaultTaskRun<?> run, int bit, long left, Map<TaskPriority, List<DefaultTaskRun<?>>> late) {
        RunExtras known = run.extras();
        if (known != null && (known.reported & bit) != 0) {
            return RunWatch.NEVER;
        }
        if (left > 0) {
            return Math.min(left, RunWatch.NEVER);
        }
        run.needExtras().reported |= bit;
        late.computeIfAbsent(run.priority(), priority -> new ArrayList<>()).add(run);
        return RunWatch.NEVER;
    }

    private void reportWaiting(
            TaskPool pool, TaskPriority priority, List<DefaultTaskRun<?>> runs, boolean isCritical, long now) {
        (isCritical ? criticalPace : warnPace).reported(pool, priority, now);
        DefaultTaskRun<?> oldest = runs.get(0);
        long waited = now - oldest.waitingSinceNanos();
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
}
