package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker's part in its pool: item after item, until there are none, it may not go on, or others have waited. More
 * important work gets its way after the item at hand; equal work after a slice of time. Used by one thread at a time.
 */
final class QueueTurn extends RunTurn {

    /** How long a worker goes on while others of its priority wait. */
    private static final long SLICE_NANOS = Duration.ofMillis(5).toNanos();

    private final QueueLoop loop;

    private final TaskPriority above;

    QueueTurn(QueueLoop loop) {
        super(loop.priority());
        this.loop = loop;
        TaskPriority[] priorities = TaskPriority.values();
        this.above = priorities[Math.min(loop.priority().ordinal() + 1, priorities.length - 1)];
    }

    /** Enters the pool, now or as soon as there is room in its line. */
    void enter() {
        if (!loop.isTaking()) {
            loop.heldBack(false);
            loop.dismiss();
        } else if (loop.pool().offer(this)) {
            loop.heldBack(false);
        } else {
            loop.heldBack(true);
            loop.pool().whenRoom(priority(), this::enter);
        }
    }

    /** The item's stage is complete: the worker goes on with the next item, as another turn. */
    @Override
    void stageEnded() {
        close();
        new QueueTurn(loop).enter();
    }

    @SuppressWarnings("ReferenceEquality") // one object for each task
    boolean isOf(@Nullable ManagedTask task) {
        return loop == task;
    }

    /** The turn was taken out of its line. */
    void dropped() {
        loop.dismiss();
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        try {
            return workOff();
        } catch (Throwable ex) {
            loop.broken(ex);
            return Next.DONE;
        }
    }

    private Next workOff() {
        long start = loop.engine().time().nanoTime();
        long now = start;
        DefaultTaskRun<?> item = take(now);
        while (item != null) {
            if (loop.engine().runner().execute(item, now, this) == Next.KEPT) {
                return Next.KEPT;
            }
            now = loop.engine().time().nanoTime();
            if (givesWay(now - start)) {
                return Next.AGAIN;
            }
            item = take(now);
        }
        loop.dismiss();
        return Next.DONE;
    }

    private @Nullable DefaultTaskRun<?> take(long now) {
        TaskGate gate = loop.gate();
        return gate == null ? loop.take(now) : gate.workers().make(() -> loop.take(now));
    }

    private boolean givesWay(long went) {
        if (!priority().usesSlots()) {
            return false;
        }
        return loop.pool().isAwaited(above)
                || (went > SLICE_NANOS && loop.pool().isAwaited(priority()));
    }
}
