package io.tasky.supervisor;

import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunProgress;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a task that ended last, in a ring whose places are used again: keeping history costs no garbage, and keeps
 * no arguments or results alive. A place is made when the first run comes to it. Thread-safe: each place has a monitor of
 * its own, so that runs that end at the same time do not wait for one another.
 */
final class RunHistory {

    private final AtomicReferenceArray<@Nullable Place> places;

    /** How many runs have ended; the next one gets that turn. */
    private final AtomicLong turns = new AtomicLong();

    RunHistory(int capacity) {
        this.places = new AtomicReferenceArray<>(capacity);
    }

    void add(DefaultTaskRun<?> run, RunStatus status) {
        if (places.length() == 0) {
            return;
        }
        long turn = turns.getAndIncrement();
        place(turn).fill(turn, run, status);
    }

    private Place place(long turn) {
        int i = (int) (turn % places.length());
        Place place = places.get(i);
        if (place != null) {
            return place;
        }
        Place made = new Place();
        Place other = places.compareAndExchange(i, null, made);
        return other == null ? made : other;
    }

    /** The latest first. */
    List<RunSnapshot> snapshots(TaskFacts task, RunIds ids, TimeSource time) {
        return latest(places.length(), task, ids, time);
    }

    @Nullable
    RunSnapshot latest(TaskFacts task, RunIds ids, TimeSource time) {
        List<RunSnapshot> one = latest(1, task, ids, time);
        return one.isEmpty() ? null : one.get(0);
    }

    private List<RunSnapshot> latest(int limit, TaskFacts task, RunIds ids, TimeSource time) {
        List<RunSnapshot> snapshots = new ArrayList<>();
        long newest = turns.get() - 1;
        long oldest = Math.max(0, newest + 1 - places.length());
        for (long turn = newest; turn >= oldest && snapshots.size() < limit; turn--) {
            Place place = places.get((int) (turn % places.length()));
            RunSnapshot snapshot = place == null ? null : place.snapshot(oldestAllowed(turn), task, ids, time);
            if (snapshot != null) {
                snapshots.add(snapshot);
            }
        }
        return snapshots;
    }

    /** A later run may have come to a place meanwhile. An earlier one counts only where there is no other place. */
    private long oldestAllowed(long turn) {
        return places.length() == 1 ? 0 : turn;
    }

    /** Its monitor guards everything in it. */
    private static final class Place {

        private long turn = -1;

        private long number;

        private RunStatus status = RunStatus.WAITING;

        private TaskPriority priority = TaskPriority.NORMAL;

        private int attempt;

        private long queued;

        private long started;

        private long finished;

        private @Nullable Throwable exception;

        private @Nullable String name;

        private boolean stopRequested;

        private @Nullable RunProgress progress;

        synchronized void fill(long itsTurn, DefaultTaskRun<?> run, RunStatus outcome) {
            if (itsTurn < turn) {
                // A later run was faster by a whole round.
                return;
            }
            turn = itsTurn;
            number = run.number();
            status = outcome;
            priority = run.priority();
            attempt = run.attempt();
            queued = run.queuedNanos();
            started = run.startedNanos();
            finished = run.finishedNanos();
            exception = run.exception();
            name = run.ownName();
            stopRequested = run.isStopRequested();
            progress = run.progress();
        }

        /** The run that is here; null if it is older than that. */
        synchronized @Nullable RunSnapshot snapshot(long oldest, TaskFacts task, RunIds ids, TimeSource time) {
            if (turn < oldest) {
                return null;
            }
            boolean ran = attempt > 0;
            return new RunSnapshot(
                    ids.text(number),
                    name != null ? name : task.task(),
                    task.pool(),
                    priority,
                    status,
                    attempt,
                    time.toInstant(queued),
                    ran ? time.toInstant(started) : null,
                    time.toInstant(finished),
                    ran ? Duration.ofNanos(finished - started) : null,
                    exception,
                    null,
                    stopRequested,
                    false,
                    progress,
                    null);
        }
    }
}
