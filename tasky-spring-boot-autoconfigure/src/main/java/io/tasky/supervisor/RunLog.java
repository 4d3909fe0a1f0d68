package io.tasky.supervisor;

import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskCounts;
import io.tasky.task.TimeSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the runs of one task, knows those whose code runs, and keeps those that ended last. Thread-safe. */
final class RunLog {

    private final LongAdder accepted = new LongAdder();

    private final LongAdder skipped = new LongAdder();

    private final LongAdder rejected = new LongAdder();

    private final LongAdder retries = new LongAdder();

    /** Everything below is guarded by this object's monitor. */
    private final RunHistory history;

    private final long[] outcomes = new long[RunStatus.values().length];

    private long started;

    private long neverStarted;

    private int live;

    private @Nullable DefaultTaskRun<?> firstLive;

    RunLog(int historySize) {
        this.history = new RunHistory(historySize);
    }

    void accepted() {
        accepted.increment();
    }

    void skipped(long ticks) {
        skipped.add(ticks);
    }

    void rejected() {
        rejected.increment();
    }

    void retried() {
        retries.increment();
    }

    synchronized void started(DefaultTaskRun<?> run) {
        started++;
        live++;
        DefaultTaskRun<?> second = firstLive;
        run.nextLive = second;
        if (second != null) {
            second.previousLive = run;
        }
        firstLive = run;
    }

    /** The run got its outcome; its code may go on. */
    synchronized void finished(DefaultTaskRun<?> run, RunStatus outcome, boolean withoutStart) {
        outcomes[outcome.ordinal()]++;
        history.add(run, outcome);
        if (withoutStart) {
            neverStarted++;
        }
    }

    /** The code of a run that was started has ended. */
    synchronized void left(DefaultTaskRun<?> run) {
        unlink(run);
    }

    /** Both in one. */
    synchronized void finishedAndLeft(DefaultTaskRun<?> run, RunStatus outcome) {
        outcomes[outcome.ordinal()]++;
        history.add(run, outcome);
        unlink(run);
    }

    private void unlink(DefaultTaskRun<?> run) {
        DefaultTaskRun<?> before = run.previousLive;
        DefaultTaskRun<?> after = run.nextLive;
        if (before != null) {
            before.nextLive = after;
        } else {
            firstLive = after;
        }
        if (after != null) {
            after.previousLive = before;
        }
        run.previousLive = null;
        run.nextLive = null;
        live--;
    }

    synchronized void forEachLive(Consumer<DefaultTaskRun<?>> visitor) {
        for (DefaultTaskRun<?> run = firstLive; run != null; run = run.nextLive) {
            visitor.accept(run);
        }
    }

    synchronized TaskCounts counts() {
        return new TaskCounts(
                Math.max(0, accepted.sum() - started - neverStarted),
                live,
                outcomes[RunStatus.SUCCEEDED.ordinal()],
                outcomes[RunStatus.FAILED.ordinal()],
                outcomes[RunStatus.CANCELLED.ordinal()],
                outcomes[RunStatus.TIMED_OUT.ordinal()],
                rejected.sum() + outcomes[RunStatus.REJECTED.ordinal()],
                skipped.sum(),
                retries.sum());
    }

    /** Grows with everything that is counted. */
    synchronized long version() {
        long ended = 0;
        for (long count : outcomes) {
            ended += count;
        }
        return accepted.sum() + started + ended + skipped.sum() + rejected.sum() + retries.sum();
    }

    /** How many runs were accepted and have not ended. */
    synchronized long unfinished() {
        return Math.max(0, accepted.sum() - started - neverStarted) + live;
    }

    /** How many runs ended by themselves. */
    synchronized long ended() {
        return outcomes[RunStatus.SUCCEEDED.ordinal()]
                + outcomes[RunStatus.FAILED.ordinal()]
                + outcomes[RunStatus.TIMED_OUT.ordinal()];
    }

    synchronized List<RunSnapshot> history(String task, RunIds ids, TimeSource time) {
        return history.snapshots(task, ids, time);
    }

    synchronized @Nullable RunSnapshot latest(String task, RunIds ids, TimeSource time) {
        return history.latest(task, ids, time);
    }
}
