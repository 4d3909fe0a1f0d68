package io.tasky.observation;

import io.micrometer.observation.Observation;
import io.tasky.task.TaskRun;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one run. It starts with the first attempt and is stopped with the outcome; but not while code of an
 * attempt goes on, whose thread it is bound to: then when that has ended. Thread-safe; handlers are called without a lock.
 */
final class RunObservation {

    private static final State NONE = new State(null, false, false);

    /**
     * Where it stands.
     *
     * @param observation null before the first attempt
     * @param bound whether the code of an attempt goes on
     * @param over whether the run has its outcome
     */
    private record State(@Nullable Observation observation, boolean bound, boolean over) {}

    private final AtomicReference<State> state = new AtomicReference<>(NONE);

    private final TaskRun<?> run;

    RunObservation(TaskRun<?> run) {
        this.run = run;
    }

    TaskRun<?> run() {
        return run;
    }

    private State now() {
        return Objects.requireNonNull(state.get());
    }

    /** An attempt begins; answers the observation to bind to its thread, or null if the run is over. {@link #left} follows. */
    @Nullable
    Observation enter(Supplier<Observation> start) {
        State now = now();
        if (now.over()) {
            return null;
        }
        Observation known = now.observation();
        Observation observation = known != null ? known : start.get();
        if (state.compareAndSet(now, new State(observation, true, false))) {
            return observation;
        }
        // Only its end comes in between: one attempt of a run goes on at a time.
        if (known == null) {
            stop(observation);
        }
        return null;
    }

    /** The code of the attempt has ended, and nothing is bound to its thread any more. */
    void left(Observation observation) {
        State before = state.getAndUpdate(now -> new State(now.observation(), false, now.over()));
        if (before.over()) {
            stop(observation);
        }
    }

    /** The run has its outcome. */
    void over() {
        State before = state.getAndUpdate(now -> new State(now.observation(), now.bound(), true));
        Observation observation = before.observation();
        if (observation != null && !before.bound()) {
            stop(observation);
        }
    }

    /** Something happened between the start and the outcome. */
    void event(Observation.Event event) {
        Observation observation = now().observation();
        if (observation != null) {
            observation.event(event);
        }
    }

    private void stop(Observation observation) {
        Throwable failure = run.exception();
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}
