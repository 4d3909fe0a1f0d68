package io.tasky.spi;

import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches runs. Beans of this type are told of every run. Every method does nothing unless it is overridden; it is called
 * on the thread of what happened, without any lock held, from many threads at once, and should be short. One that throws
 * is logged, and the others are still called. A stop, of the supervisor, of a pool or of one task, waits until everybody has been
 * told of the runs that have ended, for no longer than it would wait for a run; one that is called in a listener, on its thread,
 * does not.
 *
 * <p>What the clock brings about happens on Tasky's clock thread: ticks that are skipped, time-outs, reports of runs that wait
 * or go on for too long. A listener that blocks there holds up every tick, timer and time-out; work that it submits to a
 * full pool there is refused, as if the pool's {@code on-full} were {@code abort}.
 */
public interface TaskListener {

    /**
     * A run starts: its first attempt has a slot and a thread.
     *
     * @param run the run
     * @param facts what is known of its task
     * @param waited how long it waited for its slot, in nanoseconds
     */
    default void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {}

    /**
     * A run got its outcome.
     *
     * @param run the run, in its final status
     * @param facts what is known of its task
     * @param took how long it ran, all attempts and the pauses between them, in nanoseconds; 0 if it never started
     */
    default void onFinished(TaskRun<?> run, TaskFacts facts, long took) {}

    /**
     * A run's attempt failed, and another one follows.
     *
     * @param run the run
     * @param facts what is known of its task
     * @param failure what the attempt failed with
     * @param delay how long until the next attempt
     */
    default void onRetry(TaskRun<?> run, TaskFacts facts, Throwable failure, Duration delay) {}

    /**
     * A run failed or timed out, and no other attempt follows. It is told whether or not somebody holds the run, after
     * {@link #onFinished}.
     *
     * @param run the run, in its final status
     * @param facts what is known of its task
     * @param failure what its last attempt failed with
     */
    default void onFailed(TaskRun<?> run, TaskFacts facts, Throwable failure) {}

    /**
     * Ticks started no run.
     *
     * @param facts what is known of their task
     * @param ticks how many
     */
    default void onSkipped(TaskFacts facts, long ticks) {}

    /**
     * A run was refused by a full pool.
     *
     * @param facts what is known of its task
     */
    default void onRejected(TaskFacts facts) {}

    /**
     * A queue dropped an item: because it was full and its overflow policy says so, or because there were too many dead
     * letters.
     *
     * @param queue the queue's name
     * @param item the item, which nobody will handle
     */
    default void onItemDropped(String queue, Object item) {}

    /**
     * An item's run failed for good, timed out or was cancelled: the item became a dead letter.
     *
     * @param run the run, in its final status; for each item of a batch it is the same
     * @param facts what is known of its task
     * @param item the item
     */
    default void onDeadLetter(TaskRun<?> run, TaskFacts facts, Object item) {}

    /**
     * A run that the clock caused, of a periodic task or a timer, started late or in time.
     *
     * @param facts what is known of its task
     * @param late from the moment it was due to its start, in nanoseconds, 0 or more
     */
    default void onLateness(TaskFacts facts, long late) {}

    /**
     * Runs have waited too long for a slot; each run is told of once for each of the two limits.
     *
     * @param event which runs
     */
    default void onWaitingTooLong(WaitingTooLong event) {}

    /**
     * The code of a run has gone on for too long; each run is told of once.
     *
     * @param run the run, which goes on
     * @param facts what is known of its task
     * @param ran since the start of its attempt, in nanoseconds
     * @param stack where its thread was; empty if it has returned a stage that is not complete
     */
    default void onStuck(TaskRun<?> run, TaskFacts facts, long ran, List<StackTraceElement> stack) {}

    /**
     * A task was unregistered: its runs have ended, or are left behind, and its name is about to be free.
     *
     * @param facts what was known of it
     */
    default void onTaskUnregistered(TaskFacts facts) {}

    /**
     * A queue is gone, with the last task that worked on it.
     *
     * @param queue its name
     */
    default void onQueueRemoved(String queue) {}

    /**
     * A pool was made at run time.
     *
     * @param pool its name
     */
    default void onPoolCreated(String pool) {}

    /**
     * A pool that was made at run time was closed: its runs have ended, or are left behind, and its name is about to be free.
     *
     * @param pool its name
     */
    default void onPoolClosed(String pool) {}

    /**
     * Runs of one priority that wait for a slot of one pool.
     *
     * @param pool the pool
     * @param priority their priority
     * @param critical whether it is the second, longer limit that they have passed
     * @param runs how many they are
     * @param oldest the first of them
     * @param waited how long that one has waited, in nanoseconds
     */
    record WaitingTooLong(
            String pool, TaskPriority priority, boolean critical, int runs, TaskRun<?> oldest, long waited) {}

    /**
     * What is known of a task while it is registered; one object for all its runs.
     *
     * @param task the task's name; {@code dynamic} for work submitted in code
     * @param kind what makes it run
     * @param pool the pool that runs it
     * @param priority the priority of its runs
     * @param queue the queue in front of it, or null
     * @param template what it is measured as: one of few names, however many tasks come and go
     */
    record TaskFacts(
            String task,
            TaskKind kind,
            String pool,
            TaskPriority priority,
            @Nullable String queue,
            String template) {

        /**
         * Those of a task that is its own template.
         *
         * @param task the task's name
         * @param kind what makes it run
         * @param pool the pool that runs it
         * @param priority the priority of its runs
         * @param queue the queue in front of it, or null
         */
        public TaskFacts(String task, TaskKind kind, String pool, TaskPriority priority, @Nullable String queue) {
            this(task, kind, pool, priority, queue, task);
        }
    }
}
