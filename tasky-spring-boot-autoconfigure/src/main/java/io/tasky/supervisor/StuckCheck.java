package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds runs whose code goes on for too long. Used once, on one thread. */
final class StuckCheck {

    private final long now;

    private final long after;

    /** Their texts are made later, without the lock of their task's list. */
    private final List<DefaultTaskRun<?>> stuck = new ArrayList<>();

    StuckCheck(Engine engine, long now) {
        this.now = now;
        this.after = engine.runWatch().stuckAfter();
    }

    /** Only takes notes. */
    void note(DefaultTaskRun<?> run) {
        if (run.isStuck() || (run.status() == RunStatus.RUNNING && goesOn(run) - after >= 0)) {
            stuck.add(run);
        }
    }

    private long goesOn(DefaultTaskRun<?> run) {
        return now - run.attemptStartedNanos();
    }

    Findings found() {
        Findings found = new Findings();
        stuck.forEach(run -> found.add(text(run)));
        return found;
    }

    private String text(DefaultTaskRun<?> run) {
        Thread thread = run.thread();
        String where = thread == null ? "in a stage that is not complete" : "on thread " + thread.getName();
        String why = run.isDone() ? " is " + run.status() + " and its code goes on" : " runs";
        return "run " + run.id() + " of task '" + run.task() + "'" + why + " for "
                + Duration.ofNanos(goesOn(run)).toSeconds() + " s now, in attempt " + run.attempt() + ", " + where;
    }
}
