package io.tasky.supervisor;

import io.tasky.task.TaskState;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a clocked task that somebody asks for: one starts at once, or is the only one that follows the run that goes on.
 * Thread-safe.
 */
final class ExtraRuns {

    private final ClockedTask task;

    /** Written with the task's lock held. */
    private final FollowingRun following = new FollowingRun();

    ExtraRuns(ClockedTask task) {
        this.task = task;
    }

    /** Whether one is to follow. */
    boolean isFollowed() {
        return following.get() != null;
    }

    /** A run that starts at once, or follows; or the one that does so already. */
    DefaultTaskRun<@Nullable Object> trigger() {
        task.engine().intake().checkStartsRuns(task);
        DefaultTaskRun<@Nullable Object> known = following.get();
        known = known != null ? known : task.triggerAtGate();
        return known != null ? known : start(task.takeQueued(), true);
    }

    /** A run that starts at once; refuses if another one waits or goes on. */
    DefaultTaskRun<@Nullable Object> startNow() {
        task.engine().intake().checkStartsRuns(task);
        return start(NextTick.NEVER, false);
    }

    /** Starts a run that stands for the tick that was queued, if there is one. */
    private DefaultTaskRun<@Nullable Object> start(long queued, boolean mayFollow) {
        long now = task.engine().time().nanoTime();
        boolean placed = false;
        try {
            DefaultTaskRun<@Nullable Object> run = task.newRun(new Tick(queued == NextTick.NEVER ? now : queued), now);
            run.markTriggered();
            DefaultTaskRun<@Nullable Object> answer = place(run, mayFollow);
            placed = answer == run;
            return answer;
        } finally {
            task.skipped(placed || queued == NextTick.NEVER ? 0 : 1);
        }
    }

    private DefaultTaskRun<@Nullable Object> place(DefaultTaskRun<@Nullable Object> run, boolean mayFollow) {
        DefaultTaskRun<@Nullable Object> answer;
        boolean starts;
        synchronized (task.lock) {
            starts = !task.busy;
            if (starts) {
                task.enter();
            }
            answer = starts ? run : mayFollow ? following.putIfFree(run) : null;
        }
        if (starts) {
            // Whoever triggered it has it: it is not held back for want of room.
            task.readmitOrAbandon(run);
        } else if (answer != run) {
            task.log().withdrawn();
            task.engine().endWatch().signal();
        }
        if (answer == null) {
            throw new RejectedExecutionException("A run of task '" + task.name()
                    + "' waits or goes on, and its runs do not overlap. Wait for its end.");
        }
        return answer;
    }

    /** The run before has ended, or comes to nothing: answers the one whose turn has come, if there is one. Lock held. */
    @Nullable
    DefaultTaskRun<?> take() {
        DefaultTaskRun<?> next = following.take();
        if (next != null) {
            task.enter();
        }
        return next;
    }

    /** Starts a run that was {@linkplain #take() taken}. To be called without the lock. */
    void start(DefaultTaskRun<?> next) {
        if (task.state() == TaskState.ENDED) {
            // It followed the last one.
            next.abandon();
        } else {
            next.waitsForSlot();
            task.readmitOrAbandon(next);
        }
    }

    /** Whether that is the run that is to follow. */
    boolean follows(DefaultTaskRun<?> run) {
        return run == following.get();
    }

    /** Those and the run that is to follow, if there is one. */
    List<DefaultTaskRun<?>> with(List<DefaultTaskRun<?>> others) {
        DefaultTaskRun<?> next = following.get();
        return next == null
                ? others
                : Stream.concat(others.stream(), Stream.of(next)).toList();
    }
}
