package io.tasky.task;

import java.time.Instant;
import java.util.List;
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
     * The arguments of this run. They are never shown outside.
     *
     * @return the arguments of the call or the item; empty for a run that the clock caused
     */
    default List<@Nullable Object> arguments() {
        return payload().arguments();
    }

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
     * The exceptions of all attempts, the first one first.
     *
     * @return what each failed attempt failed with; empty if none did
     */
    List<Throwable> failures();

    /**
     * How far the run says it has come.
     *
     * @return what it said last, or null if it said nothing
     */
    @Nullable
    RunProgress progress();

    /**
     * Whether somebody has asked this run to stop. A run that returned normally all the same has succeeded.
     *
     * @return true from the first request on
     */
    boolean isStopRequested();

    /**
     * Whether this run has its outcome while its code still goes on, and holds its slot: it was cancelled or timed out,
     * and does not react.
     *
     * @return false again as soon as the code has ended
     */
    boolean isStuck();

    /**
     * Where the code of this run is now, for who wants to know why it takes so long. Costs a look at its thread.
     *
     * @return the place, or null if no thread executes it: it waits, has ended, or goes on in a stage
     */
    default @Nullable RunLocation location() {
        return null;
    }

    /**
     * Sends a message to the code of this run, which takes it by {@link TaskContext#receive()}.
     *
     * @param message the message
     * @return false if the run had ended before
     * @throws IllegalStateException if 1,000 messages wait that the run has not taken
     */
    boolean send(Object message);

    /**
     * Submits the same work once more, as a new run; this one must have ended.
     *
     * @return the new run
     * @throws IllegalStateException if this run has not ended, or something else than a call started it
     * @throws java.util.concurrent.RejectedExecutionException if the new run is refused
     */
    TaskRun<T> restart();

    /**
     * Cancels this run: its status is final at once, and its slot is given back when its code has ended. One that is
     * {@linkplain #isStuck() stuck} already can be interrupted once more.
     *
     * @param mayInterruptIfRunning true to interrupt the thread that executes it, or to cancel the stage that it returned;
     *     false to leave its code alone, which can see {@link TaskContext#isStopRequested()}
     * @return false if the run had ended before
     */
    @Override
    boolean cancel(boolean mayInterruptIfRunning);

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
