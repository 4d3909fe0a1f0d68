package io.tasky.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the code of a run can know of it: a parameter of any task method, or {@link #current()}. Thread-safe. */
public interface TaskContext {

    /**
     * The context of the run whose code this thread executes.
     *
     * @return the context
     * @throws IllegalStateException if this thread executes no run
     */
    static TaskContext current() {
        TaskContext context = TaskContextHolder.get();
        if (context == null) {
            throw new IllegalStateException(
                    "Thread '" + Thread.currentThread().getName()
                            + "' executes no run of a task. Call TaskContext.current() inside a task's method, on its own thread.");
        }
        return context;
    }

    /**
     * The id of the run.
     *
     * @return the id
     */
    String runId();

    /**
     * The name of the task.
     *
     * @return the name
     */
    String task();

    /**
     * The number of this attempt.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Whether somebody asked this run to stop. Long work asks this now and then, and returns.
     *
     * @return true from the first request on
     */
    boolean isStopRequested();

    /**
     * Does something as soon as somebody asks this run to stop, for code that waits where it cannot ask: to close a socket,
     * to cancel a statement. It is done once, on the thread of whoever asks, or on this one if somebody has asked before; it
     * should be short. Forgotten when this attempt has ended.
     *
     * @param action what to do; if it throws, that is logged
     * @return forgets the action earlier, where there is nothing left to do at a stop
     */
    Runnable onStop(Runnable action);

    /**
     * The moment this run stands for: the tick of a periodic task, the end of a timer's delay.
     *
     * @return the time of day, or null for a run that no clock caused
     */
    @Nullable
    Instant scheduledTime();

    /**
     * When this attempt is over at the latest.
     *
     * @return the time of day, or null if its task has no {@code timeout}
     */
    @Nullable
    Instant deadline();

    /**
     * A key for work that must not be done twice, the same in every attempt.
     *
     * @return {@code name@scheduledTime}, or the run's id where no clock caused the run
     */
    String idempotencyKey();

    /**
     * Tasky's clock, which a test may move.
     *
     * @return the clock that this run goes by
     */
    TimeSource time();

    /**
     * Waits by Tasky's clock, and no longer than until somebody asks this run to stop. The slot stays taken.
     *
     * @param duration how long
     * @throws TaskStoppedException if this run is asked to stop, or was before; let it pass, and the run is cancelled
     * @throws InterruptedException if the thread was interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Takes the next message that somebody sent by {@link TaskRun#send}, and waits for one if there is none. What was
     * sent before the run started is there; messages that are left when the run ends are dropped.
     *
     * @return the message
     * @throws TaskStoppedException if there is no message and this run is asked to stop, or was before
     * @throws InterruptedException if the thread was interrupted
     */
    Object receive() throws InterruptedException;

    /**
     * As {@link #receive()}, but waits no longer than that.
     *
     * @param timeout how long at most, by Tasky's clock; zero only looks
     * @return the message, or null if none came
     * @throws TaskStoppedException if there is no message and this run is asked to stop, or was before
     * @throws InterruptedException if the thread was interrupted
     */
    @Nullable
    Object poll(Duration timeout) throws InterruptedException;

    /**
     * Says how far this run has come.
     *
     * @param fraction from 0 to 1
     * @param text what it is at, or null; shown outside only where that is configured
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    void progress(double fraction, @Nullable String text);

    /**
     * Says how far this run has come.
     *
     * @param fraction from 0 to 1
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    default void progress(double fraction) {
        progress(fraction, null);
    }

    /**
     * Settings of the application's own for this task: {@code tasky.tasks.<name>.params.*}.
     *
     * @return values by name, empty if there are none; not modifiable
     */
    Map<String, String> config();

    /**
     * Puts the item, or the batch, of this run back at the end of its queue when the run ends normally, instead of being done
     * with it. It is taken back also where the queue is full or closed, as often as this is called; how often, its
     * {@link QueueSnapshot} counts. A run that fails is retried or its item becomes a dead letter, as without this.
     *
     * @throws IllegalStateException if this is no run of a queue worker
     */
    void requeue();
}
