package io.tasky.supervisor;

import io.tasky.task.RunProgress;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
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

    /** At most that many of them, the latest first. */
    List<KeptRun> latest(int limit) {
        List<KeptRun> latest = new ArrayList<>();
        long newest = turns.get() - 1;
        long oldest = Math.max(0, newest + 1 - places.length());
        for (long turn = newest; turn >= oldest && latest.size() < limit; turn--) {
            Place place = places.get((int) (turn % places.length()));
            KeptRun kept = place == null ? null : place.kept(oldestAllowed(turn));
            if (kept != null) {
                latest.add(kept);
            }
        }
        return latest;
    }

    /** All of them, the latest first. */
    List<KeptRun> all() {
        return latest(places.length());
    }

    /** Says of which runs a record is to be made. For one thread. */
    interface Visitor {

        /** Called under the monitor of its place; must only look. */
        boolean wants(@Nullable String name, RunStatus status, long number, long finished);

        void visit(KeptRun run);
    }

    /** Visits those that are wanted, in no order. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < places.length(); i++) {
            Place place = places.get(i);
            KeptRun kept = place == null ? null : place.wantedBy(visitor);
            if (kept != null) {
                visitor.visit(kept);
            }
        }
    }

    /** The run of that number, or null if it is not among them. */
    @Nullable
    KeptRun find(long number) {
        for (int i = 0; i < places.length(); i++) {
            Place place = places.get(i);
            KeptRun kept = place == null ? null : place.find(number);
            if (kept != null) {
                return kept;
            }
        }
        return null;
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
        synchronized @Nullable KeptRun kept(long oldest) {
            return turn < oldest ? null : kept();
        }

        /** The run that is here if it has that number, or null. */
        synchronized @Nullable KeptRun find(long wanted) {
            return turn < 0 || number != wanted ? null : kept();
        }

        /** The run that is here if it is wanted, or null. */
        synchronized @Nullable KeptRun wantedBy(Visitor visitor) {
            return turn < 0 || !visitor.wants(name, status, number, finished) ? null : kept();
        }

        private KeptRun kept() {
            return new KeptRun(
                    number,
                    name,
                    priority,
                    status,
                    attempt,
                    queued,
                    started,
                    finished,
                    exception,
                    stopRequested,
                    progress);
        }
    }
}
