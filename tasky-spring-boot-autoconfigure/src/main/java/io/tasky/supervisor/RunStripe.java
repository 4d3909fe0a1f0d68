package io.tasky.supervisor;

import io.tasky.pool.FieldHandle;
import io.tasky.task.RunStatus;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RunLog} that some of the threads write to. Thread-safe; its monitor guards everything in it but how many
 * runs were told of, which is counted while nothing else is.
 */
final class RunStripe {

    private static final VarHandle TOLD = FieldHandle.of(MethodHandles.lookup(), "told", long.class);

    private final long[] outcomes = new long[RunStatus.values().length];

    private long started;

    private long neverStarted;

    private int live;

    private volatile long told;

    private @Nullable DefaultTaskRun<?> firstLive;

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
    synchronized void finished(RunStatus outcome, boolean withoutStart) {
        outcomes[outcome.ordinal()]++;
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
        unlink(run);
    }

    /** Everybody has been told of the end of a run. */
    void runTold() {
        TOLD.getAndAdd(this, 1L);
    }

    long told() {
        return told;
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

    /** Adds some, as long as there are fewer than that many. */
    synchronized void addLive(List<DefaultTaskRun<?>> runs, int most) {
        for (DefaultTaskRun<?> run = firstLive; run != null && runs.size() < most; run = run.nextLive) {
            runs.add(run);
        }
    }

    synchronized long live() {
        return live;
    }

    /** How many runs are not waiting any more. */
    synchronized long begun() {
        return started + neverStarted;
    }

    synchronized long outcomes(RunStatus status) {
        return outcomes[status.ordinal()];
    }

    synchronized long changes() {
        long sum = started;
        for (long count : outcomes) {
            sum += count;
        }
        return sum;
    }
}
