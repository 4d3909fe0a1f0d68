package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports attempts that go on for too long, each once, with the place where they are. Not thread-safe:
 * used by the alarm of {@link RunWatch} only.
 */
final class StuckReports {

    private static final Logger logger = LoggerFactory.getLogger(StuckReports.class);

    /** How many tasks are looked at before other alarms get their turn: a look at all of many thousands takes long. */
    static final int AT_ONCE = 256;

    private final TaskListeners listeners;

    private final long after;

    /** The tasks that this look has not come to. */
    private Iterator<ManagedTask> rest = Collections.emptyIterator();

    private long left;

    StuckReports(TaskListeners listeners, long after) {
        this.listeners = listeners;
        this.after = after;
    }

    /** The limit, in nanoseconds. */
    long after() {
        return after;
    }

    /** Reports what is due, in some of the tasks; answers whether that were the last of them. Otherwise it goes on from there. */
    boolean look(TaskRegistry runs, long now) {
        if (!rest.hasNext()) {
            rest = runs.everything().iterator();
            left = RunWatch.NEVER;
        }
        List<DefaultTaskRun<?>> running = new ArrayList<>();
        for (int i = 0; i < AT_ONCE && rest.hasNext(); i++) {
            rest.next().log().forEachLive(running::add);
        }
        running.forEach(run -> look(run, now));
        return !rest.hasNext();
    }

    /** How long the next one has left, of those that were there; to be asked after the last look. */
    long left() {
        return left;
    }

    private void look(DefaultTaskRun<?> run, long now) {
        RunExtras known = run.extras();
        boolean reported = known != null && known.stuckAttempt == run.attempt();
        if (run.status() == RunStatus.RETRYING) {
            // Its next attempt may be on its way.
            left = Math.min(left, after);
        } else if (!reported) {
            long ran = now - run.attemptStartedNanos();
            if (ran - after >= 0) {
                run.needExtras().stuckAttempt = run.attempt();
                reportStuck(run, ran);
            } else {
                left = Math.min(left, after - ran);
            }
        }
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
                Duration.ofNanos(after),
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
