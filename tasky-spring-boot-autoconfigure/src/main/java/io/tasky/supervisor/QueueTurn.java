package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker's part in its pool: item after item, until there are none, it may not go on, or others have waited. More
 * important work gets its way after the item at hand; equal work after a slice of time. What the worker has in its hands
 * beyond that item is given back then. Used by one thread at a time.
 */
final class QueueTurn extends RunTurn {

    /** How long a worker goes on while others of its priority wait. */
    private static final long SLICE_NANOS = Duration.ofMillis(5).toNanos();

    /** How often a worker lets others go first before it leaves a queue that has just been busy. */
    private static final int YIELDS = 100;

    private final QueueLoop loop;

    private final TaskPriority above;

    private final QueueTaker taker;

    /** Whether it does not count as a worker any more, because there were too many. */
    private boolean leftEarly;

    /** Whether it was called and has not begun. */
    private boolean expected;

    private QueueTurn(QueueLoop loop, boolean expected) {
        super(loop.priority());
        this.loop = loop;
        this.expected = expected;
        this.taker = loop.shift().taker();
        TaskPriority[] priorities = TaskPriority.values();
        this.above = priorities[Math.min(loop.priority().ordinal() + 1, priorities.length - 1)];
    }

    /** A worker that was called because there is something to do; its shift expects it until it begins. */
    static QueueTurn called(QueueLoop loop) {
        return new QueueTurn(loop, true);
    }

    /** Enters the pool, now or as soon as there is room in its line. */
    void enter() {
        if (!loop.isTaking()) {
            arrive();
            loop.shift().heldBack(false);
            loop.shift().left(false);
        } else if (loop.pool().offer(this)) {
            loop.shift().heldBack(false);
        } else {
            loop.shift().heldBack(true);
            loop.pool().whenRoom(priority(), this::enter);
        }
    }

    /** The item's stage is complete: the worker goes on with the next item, as another turn, unless there are too many. */
    @Override
    void stageEnded() {
        close();
        if (loop.shift().leaveIfTooMany()) {
            loop.shift().left(true);
        } else {
            new QueueTurn(loop, false).enter();
        }
    }

    private void arrive() {
        if (expected) {
            expected = false;
            loop.shift().came();
        }
    }

    @SuppressWarnings("ReferenceEquality") // one object for each task
    boolean isOf(@Nullable ManagedTask task) {
        return loop == task;
    }

    /** The turn was taken out of its line. */
    void dropped() {
        arrive();
        loop.shift().left(false);
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        boolean begins = expected;
        arrive();
        Next next = workOff(begins);
        if (next == Next.DONE) {
            loop.shift().left(leftEarly);
        }
        return next;
    }

    /** Whatever fails, the worker is counted out once, and not while it waits for a stage or for its next turn. */
    private Next workOff(boolean begins) {
        Next next = Next.DONE;
        try {
            next = handleItems(begins);
        } catch (Throwable ex) {
            loop.shift().failed(ex);
        }
        try {
            taker.putDown();
        } catch (Throwable ex) {
            loop.shift().failed(ex);
        }
        return next;
    }

    private Next handleItems(boolean begins) {
        leftEarly = loop.shift().leaveIfTooMany();
        if (leftEarly) {
            return Next.DONE;
        }
        long start = loop.engine().time().nanoTime();
        long now = start;
        DefaultTaskRun<?> run = take(now);
        if (begins && run != null) {
            loop.shift().callForHelp();
        }
        while (run != null) {
            if (loop.engine().runner().execute(run, now, this) == Next.KEPT) {
                return Next.KEPT;
            }
            leftEarly = loop.shift().leaveIfTooMany();
            if (leftEarly) {
                return Next.DONE;
            }
            now = endOf(run);
            if (givesWay(now - start)) {
                return Next.AGAIN;
            }
            run = next(now);
        }
        return Next.DONE;
    }

    private @Nullable DefaultTaskRun<?> take(long now) {
        TaskGate gate = loop.gate();
        return gate == null ? loop.take(taker, now) : gate.workers().make(() -> loop.take(taker, now));
    }

    /** Where items have come in quick succession, the next one is about to: leaving and coming back costs more than that. */
    private @Nullable DefaultTaskRun<?> next(long now) {
        DefaultTaskRun<?> run = take(now);
        if (run == null && mayLinger() && loop.shift().beginSearch()) {
            try {
                run = search();
            } finally {
                loop.shift().endSearch();
            }
        }
        return run;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: whoever has no luck here leaves.
    private @Nullable DefaultTaskRun<?> search() {
        DefaultTaskRun<?> run = null;
        for (int i = 0; run == null && i < YIELDS && mayLinger(); i++) {
            Thread.yield();
            run = take(loop.engine().time().nanoTime());
        }
        return run;
    }

    private boolean mayLinger() {
        return taker.isBrisk() && loop.isTaking() && !loop.pool().isAwaited(TaskPriority.LOW);
    }

    /** Asking for the time costs more than most of what a run costs; see {@link DefaultTaskRun#run}. */
    private long endOf(DefaultTaskRun<?> run) {
        return run.status() == RunStatus.SUCCEEDED && !run.isObserved() && loop.timeoutNanos() == 0
                ? run.finishedNanos()
                : loop.engine().time().nanoTime();
    }

    private boolean givesWay(long went) {
        if (!priority().usesSlots()) {
            return false;
        }
        return loop.pool().isAwaited(above)
                || (went > SLICE_NANOS && loop.pool().isAwaited(priority()));
    }
}
