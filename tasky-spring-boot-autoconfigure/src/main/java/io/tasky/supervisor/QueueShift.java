package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the workers of a task when there is something to do, as many as it has, and sends them away when there is nothing.
 * Thread-safe.
 */
final class QueueShift {

    /** How long no worker is called after the backend failed. */
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(QueueShift.class);

    private final QueueLoop loop;

    private final DefaultTaskQueue queue;

    private final QueueCrew crew;

    private final @Nullable BatchTaker batches;

    /** How many were called and have not begun: each finds what came before it begins, and calls another for the rest. */
    private final AtomicInteger coming = new AtomicInteger();

    /** Whether a worker that has run out of items looks for more, and so finds what comes. */
    private final AtomicBoolean searching = new AtomicBoolean();

    /** Whether nobody is called because the backend has failed: one worker is when the alarm goes off, and tries again. */
    private final AtomicBoolean pausing = new AtomicBoolean();

    private final QueueRetries retries;

    private final TimeSource time;

    private final TimeSource.Alarm pauseEnd;

    QueueShift(QueueLoop loop, QueueCrew crew, @Nullable BatchTaker batches) {
        this.loop = loop;
        this.queue = loop.queue();
        this.crew = crew;
        this.batches = batches;
        this.retries = new QueueRetries(crew);
        this.time = loop.engine().time();
        this.pauseEnd = time.alarm(loop.priority(), this::endPause);
    }

    /** An item came: one more worker is enough, unless one is about to find it anyway. Waking one costs as much as many items. */
    void itemCame() {
        if (crew.idle() > 0 && !isExpected() && (batches == null || work() > 0)) {
            callOne();
        }
    }

    /** There may be more than those at work can do: one of the others is enough, as it looks for others itself. */
    void callForHelp() {
        if (crew.idle() > 0 && !isExpected() && work() > 0) {
            callOne();
        }
    }

    private boolean isExpected() {
        return coming.get() > 0 || searching.get() || pausing.get();
    }

    /** Items came, or workers may take again. */
    void call() {
        retries.letIn();
        int calls = mayCall() ? Math.min(crew.idle(), work()) : 0;
        while (calls > 0 && callOne()) {
            calls--;
        }
    }

    private boolean mayCall() {
        return loop.isTaking() && !pausing.get() && crew.idle() > 0;
    }

    /** Calls a worker, if there is an idle one, to see for itself whether there is something to do. */
    boolean callOne() {
        boolean joins = mayCall() && loop.letsWorkerIn() && crew.join();
        if (joins) {
            coming.incrementAndGet();
            QueueTurn.called(loop).enter();
        }
        return joins;
    }

    /** One that was called begins, or will not. */
    void came() {
        coming.decrementAndGet();
    }

    /** Whether a worker that has run out of items may look for more: one at a time does. {@link #endSearch()} follows. */
    boolean beginSearch() {
        return !searching.get() && searching.compareAndSet(false, true);
    }

    /** What came meanwhile has called nobody. */
    void endSearch() {
        searching.set(false);
        callForHelp();
    }

    /** How many workers would find something to do; none that is known of where the backend fails to answer. */
    private int work() {
        try {
            return batches == null ? queue.items().available() : batches.ready();
        } catch (Throwable ex) {
            // Whoever asks may have an item in hand that must not be lost for that.
            failed(ex);
            return 0;
        }
    }

    QueueTaker taker() {
        return batches == null ? new ItemTaker(queue) : batches;
    }

    QueueRetries retries() {
        return retries;
    }

    /** Whether a worker has to go: there are too many, or the next attempt of a run takes its place. */
    boolean leaveIfTooMany() {
        return crew.leaveIfTooMany() || retries.takePlace();
    }

    /** An attempt has ended, or its run has without one. */
    void attemptEnded(DefaultTaskRun<?> run) {
        if (retries.givesPlaceBack(run)) {
            left(false);
        }
    }

    /** A worker goes, or has gone. Something to do that came in that moment gets one back. */
    void left(boolean already) {
        if (!already) {
            crew.leave();
        }
        retries.letIn();
        if (!mayCall() || work() == 0 || !callOne()) {
            loop.endIfDone();
        }
    }

    /** The backend failed under a worker, or when it was asked for whom to call. */
    void failed(Throwable failure) {
        logger.error(
                "A worker of task '{}' could not get an item of queue '{}'; it tries again in {} s",
                loop.name(),
                queue.name(),
                FAILURE_PAUSE.toSeconds(),
                failure);
        if (pausing.compareAndSet(false, true)) {
            pauseEnd.reschedule(time.nanoTime() + FAILURE_PAUSE.toNanos());
        }
    }

    private void endPause() {
        pausing.set(false);
        callOne();
    }

    /** Whether no item is left; not where the backend fails to answer. */
    boolean isWorkedOff() {
        try {
            return queue.size() == 0;
        } catch (Throwable ex) {
            failed(ex);
            return false;
        }
    }

    void heldBack(boolean value) {
        if (value) {
            loop.refusedBy(Reason.POOL_FULL);
        } else {
            loop.admitted();
        }
    }
}
