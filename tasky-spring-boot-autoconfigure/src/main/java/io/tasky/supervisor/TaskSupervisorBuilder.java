package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.spi.CronFactory;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.RunContextCarrier;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TickDelays;
import io.tasky.task.QueueConfig;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TimeSource;
import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Builds a supervisor. Not thread-safe. */
public final class TaskSupervisorBuilder {

    /** Runs kept for each task unless the configuration says otherwise. */
    public static final int DEFAULT_HISTORY = 100;

    private final SupervisorSettings settings = new SupervisorSettings();

    /**
     * Adds a pool. Without one of that name, a {@code default} pool of default size is there.
     *
     * @param config its sizes
     * @return this builder
     */
    public TaskSupervisorBuilder pool(PoolConfig config) {
        settings.pools.put(config.name(), config);
        return this;
    }

    /**
     * Sets how pools are made, for other threads or none at all. By default they have platform threads.
     *
     * @param factory makes a pool
     * @return this builder
     */
    public TaskSupervisorBuilder poolFactory(BiFunction<PoolConfig, TimeSource, TaskPool> factory) {
        settings.poolFactory = factory;
        return this;
    }

    /**
     * Sets the clock. By default it is the system's, on a thread of the supervisor's own.
     *
     * @param source the clock
     * @return this builder
     */
    public TaskSupervisorBuilder timeSource(TimeSource source) {
        settings.time = source;
        return this;
    }

    /**
     * Adds a backend for queues.
     *
     * @param factory makes stores
     * @return this builder
     */
    public TaskSupervisorBuilder queueStore(QueueStoreFactory factory) {
        settings.queueStores.put(factory.backend(), factory);
        return this;
    }

    /**
     * Says something of a queue that wins over what its workers say, or that it is there without a worker.
     *
     * @param config what holds for it
     * @return this builder
     */
    public TaskSupervisorBuilder queue(QueueConfig config) {
        settings.queues.put(config.name(), config);
        return this;
    }

    /**
     * Sets who watches. It is asked once, when the first run is accepted.
     *
     * @param supplier gives the listeners, in order
     * @return this builder
     */
    public TaskSupervisorBuilder listeners(Supplier<? extends Iterable<TaskListener>> supplier) {
        settings.listeners = supplier;
        return this;
    }

    /**
     * Sets who is told of runs that failed while nobody held their future. They are asked for with each such failure; if
     * there are none, it is logged at ERROR.
     *
     * @param supplier gives the handlers, in order
     * @return this builder
     */
    public TaskSupervisorBuilder errorHandlers(Supplier<? extends Collection<TaskErrorHandler>> supplier) {
        settings.errorHandlers = supplier;
        return this;
    }

    /**
     * Sets what wraps every attempt. It is asked once, when the first attempt starts.
     *
     * @param supplier gives the interceptors, the outermost first
     * @return this builder
     */
    public TaskSupervisorBuilder interceptors(Supplier<? extends Iterable<TaskInterceptor>> supplier) {
        settings.interceptors = supplier;
        return this;
    }

    /**
     * Sets what travels from the submitter to the run.
     *
     * @param carrier the carrier
     * @return this builder
     */
    public TaskSupervisorBuilder contextCarrier(RunContextCarrier carrier) {
        settings.contextCarrier = carrier;
        return this;
    }

    /**
     * Sets how cron expressions are read.
     *
     * @param factory the factory
     * @return this builder
     */
    public TaskSupervisorBuilder cronFactory(CronFactory factory) {
        settings.cronFactory = factory;
        return this;
    }

    /**
     * Sets what keeps ticks of periodic tasks from starting at their moments. By default that is chance only.
     *
     * @param delays the jitter, and the pauses after failures
     * @return this builder
     */
    public TaskSupervisorBuilder tickDelays(TickDelays delays) {
        settings.tickDelays = delays;
        return this;
    }

    /**
     * Sets how long a stop may take.
     *
     * @param policy the policy
     * @return this builder
     */
    public TaskSupervisorBuilder shutdown(ShutdownPolicy policy) {
        settings.shutdown = policy;
        return this;
    }

    /**
     * Sets after how long runs that wait or run are reported.
     *
     * @param policy the policy
     * @return this builder
     */
    public TaskSupervisorBuilder watch(WatchPolicy policy) {
        settings.watch = policy;
        return this;
    }

    /**
     * Sets how many ended runs are kept for each task.
     *
     * @param runs a number, 0 or more
     * @return this builder
     */
    public TaskSupervisorBuilder historySize(int runs) {
        if (runs < 0) {
            throw new TaskConfigurationException(
                    "tasky.history.size must be 0 or more, was " + runs + ".", "Change tasky.history.size.");
        }
        settings.historySize = runs;
        return this;
    }

    /**
     * Sets whether anything may run at all.
     *
     * @param value false to refuse all work and never start
     * @return this builder
     */
    public TaskSupervisorBuilder enabled(boolean value) {
        settings.enabled = value;
        return this;
    }

    /**
     * Sets whether submitted work runs before {@link TaskSupervisor#start()}.
     *
     * @param value false to let it wait for the start
     * @return this builder
     */
    public TaskSupervisorBuilder autoStart(boolean value) {
        settings.autoStart = value;
        return this;
    }

    /**
     * Sets when the application is over. By default it never is.
     *
     * @param span how long it lives, from the supervisor's start on
     * @param action what to do then: on the clock's thread, so it must be short
     * @return this builder
     */
    public TaskSupervisorBuilder endAfter(LifeSpan span, Runnable action) {
        settings.ending = new Ending(span, action);
        return this;
    }

    /**
     * Builds the supervisor.
     *
     * @return a supervisor that has not started
     */
    public TaskSupervisor build() {
        return new SupervisorAssembly(settings).assemble();
    }
}
