package io.tasky.task;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One firing of a task, from waiting to its outcome. Thread-safe.
 *
 * @param <T> the type of the result
 */
public interface TaskRun<T extends @Nullable Object> extends Future<T>, CompletionStage<T> {

    /**
     * The id of this run, unique in the world.
     *
     * @return letters, digits and a hyphen
     */
    String id();

    /**
     * The name of the task this is a run of.
     *
     * @return the name; {@code dynamic} for work submitted without a name
     */
    String task();

    /**
     * What this run is to do, by value.
     *
     * @return the task's name and version and the arguments
     */
    RunPayload payload();

    /**
     * Where the run stands.
     *
     * @return the status
     */
    RunStatus status();

    /**
     * The number of the latest attempt.
     *
     * @return 1 for the first, 0 before it
     */
    int attempt();

    /**
     * When the run was accepted.
     *
     * @return the time of day
     */
    Instant queuedAt();

    /**
     * When its first attempt started.
     *
     * @return the time of day, or null before that
     */
    @Nullable
    Instant startedAt();

    /**
     * When it got its outcome.
     *
     * @return the time of day, or null before that
     */
    @Nullable
    Instant finishedAt();

    /**
     * The result, without waiting.
     *
     * @return the result, or null if there is none or not yet
     */
    @Nullable
    T result();

    /**
     * Why it failed, without waiting.
     *
     * @return the exception of the method, or null if there is none or not yet
     */
    @Nullable
    Throwable exception();

    /**
     * Asks the run to stop; its code sees {@link TaskContext#isStopRequested()}. A run that has not started is
     * cancelled.
     *
     * @return false if the run had ended before
     */
    boolean stop();

    /**
     * The value that a {@code @BackgroundTask} method hands back to its caller's run.
     *
     * @param <T> the type of the value
     * @param value the result
     * @return a run that has succeeded with that result
     */
    static <T extends @Nullable Object> TaskRun<T> of(T value) {
        return new CompletedRun<>(value);
    }
}
