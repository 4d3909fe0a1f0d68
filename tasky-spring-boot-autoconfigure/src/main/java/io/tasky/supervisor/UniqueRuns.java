package io.tasky.supervisor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a background task by their unique keys: while one waits or goes on, whoever calls with its key gets it. A key is
 * forgotten with the outcome of its run. Thread-safe; the application's code is called without a lock.
 */
final class UniqueRuns {

    private final BackgroundEntry task;

    /** Those that wait or go on, and some that have just ended. */
    private final Map<Object, DefaultTaskRun<@Nullable Object>> runs = new ConcurrentHashMap<>();

    UniqueRuns(BackgroundEntry task) {
        this.task = task;
    }

    DefaultTaskRun<@Nullable Object> call(@Nullable Object payload, boolean triggered) {
        Place place = place(payload);
        if (place.isNew()) {
            if (triggered) {
                place.run().markTriggered();
            }
            try {
                task.engine().intake().accept(task, place.run());
            } catch (Throwable ex) {
                refused(place.run(), ex);
                throw ex;
            }
        }
        return place.run();
    }

    HeldRun hold(@Nullable Object payload) {
        Place place = place(payload);
        if (!place.isNew()) {
            return new JoinedRun(place.run());
        }
        try {
            return CommitHold.accept(task, place.run());
        } catch (Throwable ex) {
            refused(place.run(), ex);
            throw ex;
        }
    }

    /** A run that others may hold already was not accepted: that is its outcome, and its key is free. */
    void refused(DefaultTaskRun<?> run, Throwable refusal) {
        run.refuse(refusal);
        forget(run);
    }

    /**
     * The run of a key.
     *
     * @param isNew whether it was made for this call, which has to hand it on
     */
    record Place(DefaultTaskRun<@Nullable Object> run, boolean isNew) {}

    /** The run that waits or goes on with the key of a payload, or a new one. */
    Place place(@Nullable Object payload) {
        Object key = key(payload);
        DefaultTaskRun<@Nullable Object> made = null;
        while (true) {
            DefaultTaskRun<@Nullable Object> known = runs.get(key);
            if (known != null && !known.isDone()) {
                withdraw(made);
                return new Place(known, false);
            }
            if (made == null) {
                made = task.newRun(payload, task.engine().time().nanoTime());
                made.needExtras().uniqueKey = key;
            }
            if (known == null ? runs.putIfAbsent(key, made) == null : runs.replace(key, known, made)) {
                return new Place(made, true);
            }
        }
    }

    private Object key(@Nullable Object payload) {
        Object key = task.definition().body().uniqueKey(payload);
        if (key == null) {
            throw new IllegalArgumentException("The uniqueKey of background task '" + task.name()
                    + "' is null for this call. Let it name something that is never null.");
        }
        return key;
    }

    /** Another thread was faster. */
    private void withdraw(@Nullable DefaultTaskRun<?> made) {
        if (made != null) {
            task.log().withdrawn();
            task.engine().endWatch().signal();
        }
    }

    /** The run is over, or was refused. */
    void forget(DefaultTaskRun<?> run) {
        RunExtras known = run.extras();
        Object key = known == null ? null : known.uniqueKey;
        if (key != null) {
            runs.remove(key, run);
        }
    }

    /** How many keys are known. */
    int size() {
        return runs.size();
    }
}
