package io.tasky.supervisor;

import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a task that ended last, in a ring whose places are used again: keeping history costs no garbage, and keeps
 * no arguments or results alive. Not thread-safe: its {@link RunLog} guards it.
 */
final class RunHistory {

    private static final int FIRST_SIZE = 4;

    private final int capacity;

    private Place[] places = new Place[0];

    private int size;

    /** Where the next run goes. */
    private int head;

    RunHistory(int capacity) {
        this.capacity = capacity;
    }

    void add(DefaultTaskRun<?> run, RunStatus status) {
        if (capacity == 0) {
            return;
        }
        if (size == places.length && size < capacity) {
            grow();
        }
        places[head].fill(run, status);
        head = (head + 1) % places.length;
        size = Math.min(size + 1, places.length);
    }

    /** Only while the ring has never wrapped: it grows when it is full for the first time at its size. */
    private void grow() {
        int newSize = Math.min(capacity, Math.max(FIRST_SIZE, places.length * 2));
        Place[] grown = Arrays.copyOf(inOrder(), newSize);
        for (int i = places.length; i < newSize; i++) {
            grown[i] = new Place();
        }
        places = grown;
        head = size;
    }

    private Place[] inOrder() {
        Place[] ordered = new Place[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = places[(head - size + i + places.length) % places.length];
        }
        return ordered;
    }

    /** The latest first. */
    List<RunSnapshot> snapshots(String task, RunIds ids, TimeSource time) {
        List<RunSnapshot> snapshots = new ArrayList<>(size);
        Place[] ordered = inOrder();
        for (int i = ordered.length - 1; i >= 0; i--) {
            snapshots.add(ordered[i].snapshot(task, ids, time));
        }
        return snapshots;
    }

    @Nullable
    RunSnapshot latest(String task, RunIds ids, TimeSource time) {
        return size == 0 ? null : places[(head - 1 + places.length) % places.length].snapshot(task, ids, time);
    }

    private static final class Place {

        private long number;

        private RunStatus status = RunStatus.WAITING;

        private int attempt;

        private long queued;

        private long started;

        private long finished;

        private @Nullable Throwable exception;

        private @Nullable String name;

        void fill(DefaultTaskRun<?> run, RunStatus outcome) {
            number = run.number();
            status = outcome;
            attempt = run.attempt();
            queued = run.queuedNanos();
            started = run.startedNanos();
            finished = run.finishedNanos();
            exception = run.exception();
            name = run.ownName();
        }

        RunSnapshot snapshot(String task, RunIds ids, TimeSource time) {
            boolean ran = attempt > 0;
            return new RunSnapshot(
                    ids.text(number),
                    name != null ? name : task,
                    status,
                    attempt,
                    time.toInstant(queued),
                    ran ? time.toInstant(started) : null,
                    time.toInstant(finished),
                    ran ? Duration.ofNanos(finished - started) : null,
                    exception,
                    null);
        }
    }
}
