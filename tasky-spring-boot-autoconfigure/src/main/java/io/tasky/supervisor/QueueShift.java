package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the workers of a task when there is something to do, as many as it has, and sends them away when there is nothing.
 * Thread-safe.
 */
final class QueueShift {

    /** How long a worker waits after its backend failed. */
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(QueueShift.class);

    private final QueueLoop loop;

    private final DefaultTaskQueue queue;

    private final QueueCrew crew;

    private final @Nullable BatchTaker batches;

    QueueShift(QueueLoop loop, QueueCrew crew, @Nullable BatchTaker batches) {
        this.loop = loop;
        this.queue = loop.queue();
        this.crew = crew;
        this.batches = batches;
    }

    /** An item came: one more worker is enough. */
    void itemCame() {
        if (crew.idle() > 0 && (batches == null || batches.ready() > 0)) {
            callOne();
        }
    }

    /** Items came, or workers may take again. */
    void call() {
        int idle = loop.isTaking() ? crew.idle() : 0;
        int calls = idle > 0 ? Math.min(idle, work()) : 0;
        while (calls > 0 && callOne()) {
            calls--;
        }
    }

    private boolean callOne() {
        boolean joins = loop.isTaking() && loop.letsWorkerIn() && crew.join();
        if (joins) {
            new QueueTurn(loop).enter();
        }
        return joins;
    }

    /** How many workers would find something to do. */
    private int work() {
        return batches == null ? queue.items().available() : batches.ready();
    }

    QueueTaker taker() {
        return batches == null ? new ItemTaker(queue) : batches;
    }

    boolean leaveIfTooMany() {
        return crew.leaveIfTooMany();
    }

    /** A worker goes, or has gone. Something to do that came in that moment gets one back. */
    void left(boolean already) {
        if (!already) {
            crew.leave();
        }
        if (!loop.isTaking() || work() == 0 || !callOne()) {
            loop.endIfDone();
        }
    }

    /** The backend failed under a worker. It counts on, so that a pause follows. */
    void broken(Throwable failure) {
        logger.error(
                "A worker of task '{}' could not get an item of queue '{}'; it tries again in {} s",
                loop.name(),
                queue.name(),
                FAILURE_PAUSE.toSeconds(),
                failure);
        TimeSource time = loop.engine().time();
        time.alarm(loop.priority(), () -> left(false)).reschedule(time.nanoTime() + FAILURE_PAUSE.toNanos());
    }

    void heldBack(boolean value) {
        loop.heldBack(value);
    }
}
