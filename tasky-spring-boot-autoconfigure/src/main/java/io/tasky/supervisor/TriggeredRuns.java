package io.tasky.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a background task that nobody called, but triggered: one at a time, and at most one that follows. Thread-safe.
 */
final class TriggeredRuns {

    private final BackgroundEntry task;

    /** The one that waits or goes on. Guarded by this. */
    private @Nullable DefaultTaskRun<@Nullable Object> current;

    /** Guarded by this. */
    private final FollowingRun following = new FollowingRun();

    TriggeredRuns(BackgroundEntry task) {
        this.task = task;
    }

    DefaultTaskRun<@Nullable Object> trigger() {
        DefaultTaskRun<@Nullable Object> run =
                task.newRun(null, task.engine().time().nanoTime());
        run.markTriggered();
        DefaultTaskRun<@Nullable Object> known = putOrKnown(run);
        if (known == null) {
            start(run);
            return run;
        }
        if (known != run) {
            task.log().withdrawn();
            task.engine().endWatch().signal();
        }
        return known;
    }

    /**
     * Answers the run that stands for this one: itself, if it is to follow, or one that was there before; null if this one is
     * to start now. Whoever asked later could not tell that from a run that has followed meanwhile.
     */
    private synchronized @Nullable DefaultTaskRun<@Nullable Object> putOrKnown(DefaultTaskRun<@Nullable Object> run) {
        DefaultTaskRun<@Nullable Object> known = current;
        if (known == null || (known.isDone() && following.get() == null)) {
            current = run;
            return null;
        }
        return known.attempt() == 0 && !known.isDone() ? known : following.putIfFree(run);
    }

    private void start(DefaultTaskRun<?> run) {
        try {
            task.acceptShared(run);
        } catch (Throwable ex) {
            ended(run);
            throw ex;
        }
    }

    /** Whether that is the run that is to follow. */
    boolean follows(DefaultTaskRun<?> run) {
        return run == following.get();
    }

    /** Those and the run that is to follow, if there is one. */
    List<DefaultTaskRun<?>> with(List<DefaultTaskRun<?>> others) {
        List<DefaultTaskRun<?>> all = new ArrayList<>(others);
        DefaultTaskRun<?> next = following.get();
        if (next != null) {
            all.add(next);
        }
        return all;
    }

    /** A run of the task is over. */
    void ended(DefaultTaskRun<?> run) {
        DefaultTaskRun<?> next;
        synchronized (this) {
            if (run != current) {
                return;
            }
            current = following.take();
            next = current;
        }
        if (next != null) {
            next.waitsForSlot();
            task.readmitOrAbandon(next);
        }
    }
}
