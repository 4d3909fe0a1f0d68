package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The next attempts that wait for a worker's place: they are handled by no more at once than items are, and go before new
 * ones. An attempt keeps its place until it has ended, or its run has without it. Thread-safe.
 */
final class QueueRetries {

    private final QueueCrew crew;

    private final Queue<RetryTurn> line = new ConcurrentLinkedQueue<>();

    /** Counted up after a turn came into the line, and down before it goes out. */
    private final AtomicInteger waiting = new AtomicInteger();

    QueueRetries(QueueCrew crew) {
        this.crew = crew;
    }

    /** An attempt is due. */
    void due(RetryTurn turn) {
        line.add(turn);
        waiting.incrementAndGet();
        letIn();
    }

    /** Places may be free. */
    void letIn() {
        while (waiting.get() > 0 && crew.join()) {
            if (!takePlace()) {
                crew.leave();
            }
        }
    }

    /** Gives the place of a worker to an attempt; false if none waits for it. */
    boolean takePlace() {
        while (waiting.get() > 0) {
            RetryTurn turn = claim() ? line.remove() : null;
            if (turn != null && begins(turn)) {
                return true;
            }
        }
        return false;
    }

    private boolean claim() {
        int now = waiting.get();
        while (now > 0) {
            if (waiting.compareAndSet(now, now - 1)) {
                return true;
            }
            now = waiting.get();
        }
        return false;
    }

    /** False if its run has ended meanwhile and the place is still to be given away. */
    private static boolean begins(RetryTurn turn) {
        DefaultTaskRun<?> run = turn.run();
        RunExtras extras = run.needExtras();
        extras.workersPlace = true;
        // Looked at after the write: whoever ends it now gives the place back.
        if (run.status().isFinal()) {
            return !extras.takeWorkersPlace();
        }
        RunRetries.enter(run, turn);
        return true;
    }

    /** Whether the next attempt of a run is due and waits for a place. */
    static boolean isWaiting(DefaultTaskRun<?> run) {
        RunExtras extras = run.extras();
        if (extras == null) {
            return false;
        }
        RetryTurn.Plan next = extras.retry;
        return next != null
                && !extras.workersPlace
                && run.status() == RunStatus.RETRYING
                && next.isDue(run.owner().engine().time());
    }

    /** An attempt has ended, or its run has. Answers whether it had a place that is free now. */
    boolean givesPlaceBack(DefaultTaskRun<?> run) {
        RunExtras extras = run.extras();
        return extras != null && extras.workersPlace && extras.takeWorkersPlace();
    }
}
