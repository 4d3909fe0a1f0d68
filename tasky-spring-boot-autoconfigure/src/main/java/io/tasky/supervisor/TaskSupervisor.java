package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskTimer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows, starts, steers and stops every task, pool and queue: the one bean to inject for work at run time. Thread-safe.
 */
public interface TaskSupervisor extends TaskSubmitter, HealthSource, AutoCloseable {

    /** {@return where the supervisor stands} */
    SupervisorState state();

    /** {@return how long it has been running: the time since the latest start, zero before it} */
    Duration uptime();

    /** {@return an immutable snapshot of each task, by name} */
    List<TaskSnapshot> tasks();

    /**
     * Some of the tasks, by name. Costs a look at the name of each, and a snapshot of those that are returned.
     *
     * @param filter which ones
     * @param offset how many of them to leave out
     * @param limit how many to return at most
     * @return an immutable page
     */
    Page<TaskSnapshot> tasks(TaskFilter filter, int offset, int limit);

    /**
     * One task.
     *
     * @param name its name
     * @return its control
     * @throws UnknownNameException if there is none of that name
     */
    TaskControl task(String name);

    /**
     * The timer of a timer task.
     *
     * @param name the task's name
     * @param <K> the type of its keys, as the caller knows it
     * @return the timer
     * @throws UnknownNameException if no timer task has that name
     */
    <K> TaskTimer<K> timer(String name);

    /**
     * A queue.
     *
     * @param name its name
     * @param <T> the type of its items, as the caller knows it
     * @return the queue
     * @throws UnknownNameException if there is none of that name
     */
    <T> TaskQueue<T> queue(String name);

    /** {@return an immutable snapshot of each queue, by name, those without a worker included} */
    List<QueueSnapshot> queues();

    /**
     * The queues that no task works on, those with the most items first: nobody else would notice that one fills up. Costs a
     * look at each queue, and a snapshot of those that no task works on.
     *
     * @param name a part of their names, in any case, or null
     * @param limit how many to return at most
     * @return an immutable page, the first one
     */
    Page<QueueSnapshot> queuesWithoutWorker(@Nullable String name, int limit);

    /** {@return all pools, by name} */
    Collection<TaskPool> pools();

    /**
     * One pool.
     *
     * @param name its name
     * @return the pool
     * @throws UnknownNameException if there is none of that name
     */
    TaskPool pool(String name);

    /**
     * Makes a pool beside those that were declared, as {@link #createPool(PoolConfig, PoolHooks)} does.
     *
     * @param config its name and sizes
     * @return the pool, to be closed
     */
    default CreatedPool createPool(PoolConfig config) {
        return createPool(config, PoolHooks.NONE);
    }

    /**
     * Makes a pool beside those that were declared. From now on work and tasks can name it, and the supervisor's stop waits
     * for its runs, too.
     *
     * @param config its name and sizes
     * @param hooks what to do before its first work and after its last
     * @return the pool, to be closed; closing the supervisor closes it as well
     * @throws io.tasky.task.TaskConfigurationException if there is a pool of that name
     */
    CreatedPool createPool(PoolConfig config, PoolHooks hooks);

    /**
     * The runs that wait or run now, the oldest first.
     *
     * @param offset how many to leave out
     * @param limit how many to return at most
     * @return an immutable page
     */
    Page<RunSnapshot> runs(int offset, int limit);

    /**
     * Some of the runs: those that wait or run, the oldest first, then those that ended and are kept, the latest first.
     *
     * @param filter which ones
     * @param offset how many of them to leave out
     * @param limit how many to return at most
     * @return an immutable page
     */
    Page<RunSnapshot> runs(RunFilter filter, int offset, int limit);

    /**
     * A run that waits or runs now, or that ended and is kept still.
     *
     * @param id its id
     * @return a snapshot of it, or empty if it is not known any more or never was
     */
    Optional<RunSnapshot> findRun(String id);

    /**
     * The runs of a task that ended last, the latest first; how many are kept is a setting.
     *
     * @param task the task's name
     * @return immutable snapshots
     * @throws UnknownNameException if there is no task of that name
     */
    List<RunSnapshot> history(String task);

    /**
     * A run that waits or runs now.
     *
     * @param id its id
     * @return the run, or empty if it has ended or never was
     */
    Optional<TaskRun<?>> run(String id);

    /**
     * Submits a run of a registered background task; or, without a payload, one more run of a periodic task or a timer,
     * whose own schedule goes on as if there had been none.
     *
     * @param task the task's name
     * @param payload what its body gets
     * @return its run
     * @throws java.util.concurrent.RejectedExecutionException if the pool is full, the task is disabled, a run of the
     *     periodic task or timer waits or goes on, or the supervisor takes no work
     * @throws UnknownNameException if there is no task of that name that takes the call
     */
    TaskRun<@Nullable Object> call(String task, @Nullable Object payload);

    /**
     * Accepts a run of a registered background task, and holds it until it is released.
     *
     * @param task the task's name
     * @param payload what its body gets
     * @return the held run
     * @throws java.util.concurrent.RejectedExecutionException if the task is disabled, or the supervisor takes no work
     * @throws UnknownNameException if there is no background task of that name
     */
    HeldRun hold(String task, @Nullable Object payload);

    /**
     * Registers a task. If the supervisor runs, it starts at once.
     *
     * @param definition the task
     * @return its control
     * @throws io.tasky.task.TaskConfigurationException if the definition cannot work or its name is taken
     */
    TaskControl register(TaskDefinition definition);

    /**
     * Takes a task away. It starts nothing more and refuses calls, and its runs and the items of its queue in memory are
     * waited for, asked to stop and interrupted, in the time that {@link #stop()} would give them; what waits because the
     * task is paused or disabled is cancelled at once. Then its name is free. Returns when that is done; of two threads that
     * do this at once, both wait. Its queue is closed, unless other tasks work on it too, or the configuration declares it.
     *
     * @param name the task's name
     * @throws UnknownNameException if there is no task of that name
     * @throws IllegalStateException if a run of that task calls this, which would wait for itself
     */
    void unregister(String name);

    /** Starts, or starts again, ticks, timers and workers. Does nothing if they run. */
    void start();

    /** Keeps ticks, timers and workers from starting anything; what runs goes on. Does nothing if it is quiet. */
    void quiet();

    /** Ends {@link #quiet()}. Does nothing if it is running. */
    void resume();

    /**
     * Stops: quiet, then waits for what runs, asks it to stop, and interrupts it, within the configured time. Returns
     * when that is done. A supervisor that was stopped can be started again.
     *
     * @return what became of the runs
     */
    StopReport stop();

    /**
     * Waits until the supervisor has stopped.
     *
     * @param timeout how long at most
     * @return false if it has not
     * @throws InterruptedException if the thread was interrupted
     */
    boolean awaitStopped(Duration timeout) throws InterruptedException;

    /**
     * Stops for good: as {@link #stop()}, then runs the background tasks that are meant for the shutdown in what time is
     * left, if it was started ever, and lets all threads end. Does nothing if it is closed. An application's context closes
     * its supervisor itself.
     */
    @Override
    void close();
}
