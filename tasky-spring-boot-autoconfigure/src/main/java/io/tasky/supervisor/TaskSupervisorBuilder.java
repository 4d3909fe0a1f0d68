package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolThreads;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.spi.CronFactory;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.RunContextCarrier;
import io.tasky.spi.TaskListener;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a supervisor. Not thread-safe. */
public final class TaskSupervisorBuilder {

    /** Runs kept for each task unless the configuration says otherwise. */
    public static final int DEFAULT_HISTORY = 100;

    private final Map<String, PoolConfig> pools = new LinkedHashMap<>();

    private final Map<String, QueueStoreFactory> queueStores = new LinkedHashMap<>();

    private @Nullable TimeSource time;

    private @Nullable BiFunction<PoolConfig, TimeSource, TaskPool> poolFactory;

    private Supplier<? extends Iterable<TaskListener>> listeners = List::of;

    private RunContextCarrier contextCarrier = RunContextCarrier.NONE;

    private CronFactory cronFactory = (expression, zone) -> {
        throw new TaskConfigurationException(
                "The cron expression '" + expression + "' cannot be read: this supervisor was built without cron.",
                "Give the builder a cronFactory.");
    };

    private ShutdownPolicy shutdown = ShutdownPolicy.DEFAULT;

    private int historySize = DEFAULT_HISTORY;

    private boolean enabled = true;

    private boolean autoStart = true;

    /**
     * Adds a pool. Without one of that name, a {@code default} pool of default size is there.
     *
     * @param config its sizes
     * @return this builder
     */
    public TaskSupervisorBuilder pool(PoolConfig config) {
        pools.put(config.name(), config);
        return this;
    }

    /**
     * Sets how pools are made, for other threads or none at all. By default they have platform threads.
     *
     * @param factory makes a pool
     * @return this builder
     */
    public TaskSupervisorBuilder poolFactory(BiFunction<PoolConfig, TimeSource, TaskPool> factory) {
        this.poolFactory = factory;
        return this;
    }

    /**
     * Sets the clock. By default it is the system's, on a thread of the supervisor's own.
     *
     * @param source the clock
     * @return this builder
     */
    public TaskSupervisorBuilder timeSource(TimeSource source) {
        this.time = source;
        return this;
    }

    /**
     * Adds a backend for queues.
     *
     * @param factory makes stores
     * @return this builder
     */
    public TaskSupervisorBuilder queueStore(QueueStoreFactory factory) {
        queueStores.put(factory.backend(), factory);
        return this;
    }

    /**
     * Sets who watches. It is asked once, when the first run is accepted.
     *
     * @param supplier gives the listeners, in order
     * @return this builder
     */
    public TaskSupervisorBuilder listeners(Supplier<? extends Iterable<TaskListener>> supplier) {
        this.listeners = supplier;
        return this;
    }

    /**
     * Sets what travels from the submitter to the run.
     *
     * @param carrier the carrier
     * @return this builder
     */
    public TaskSupervisorBuilder contextCarrier(RunContextCarrier carrier) {
        this.contextCarrier = carrier;
        return this;
    }

    /**
     * Sets how cron expressions are read.
     *
     * @param factory the factory
     * @return this builder
     */
    public TaskSupervisorBuilder cronFactory(CronFactory factory) {
        this.cronFactory = factory;
        return this;
    }

    /**
     * Sets how long a stop may take.
     *
     * @param policy the policy
     * @return this builder
     */
    public TaskSupervisorBuilder shutdown(ShutdownPolicy policy) {
        this.shutdown = policy;
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
        this.historySize = runs;
        return this;
    }

    /**
     * Sets whether anything may run at all.
     *
     * @param value false to refuse all work and never start
     * @return this builder
     */
    public TaskSupervisorBuilder enabled(boolean value) {
        this.enabled = value;
        return this;
    }

    /**
     * Sets whether submitted work runs before {@link TaskSupervisor#start()}.
     *
     * @param value false to let it wait for the start
     * @return this builder
     */
    public TaskSupervisorBuilder autoStart(boolean value) {
        this.autoStart = value;
        return this;
    }

    /**
     * Builds the supervisor.
     *
     * @return a supervisor that has not started
     */
    public TaskSupervisor build() {
        SystemTimeSource own = time == null ? SystemTimeSource.create() : null;
        TimeSource clock = own != null ? own : Objects.requireNonNull(time);
        Engine engine = engine(clock);
        PoolRegistry poolRegistry = poolRegistry(engine);
        TaskRegistry registry = new TaskRegistry(engine, poolRegistry, cronFactory, Map.copyOf(queueStores));
        HeldRuns held = new HeldRuns();
        CreatedPools created = new CreatedPools(engine, registry, poolRegistry, held, shutdown);
        SupervisorEnd end = new SupervisorEnd(engine, registry, created, shutdown, own);
        Switches switches = new Switches(enabled, autoStart);
        SupervisorLife life = new SupervisorLife(engine, registry, switches, held, end);
        return new DefaultTaskSupervisor(engine, registry, life, held, created);
    }

    private Engine engine(TimeSource clock) {
        TaskListeners watchers = new TaskListeners(listeners);
        return new Engine(
                clock,
                watchers,
                contextCarrier,
                new RunIds(),
                new TaskRunner(clock, watchers),
                new EndWatch(clock),
                historySize);
    }

    private PoolRegistry poolRegistry(Engine engine) {
        pools.putIfAbsent(
                PoolConfig.DEFAULT_POOL,
                PoolConfig.defaultPool(Runtime.getRuntime().availableProcessors()));
        BiFunction<PoolConfig, TimeSource, TaskPool> factory =
                poolFactory != null ? poolFactory : TaskSupervisorBuilder::platformPool;
        Map<String, TaskPool> made = new LinkedHashMap<>();
        pools.forEach((name, config) -> made.put(name, factory.apply(config, engine.time())));
        return new PoolRegistry(engine, made, config -> factory.apply(config, engine.time()));
    }

    private static TaskPool platformPool(PoolConfig config, TimeSource clock) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return PriorityPool.create(config, clock, new PoolThreads(config.name(), loader));
    }

    /**
     * What an application may switch off.
     *
     * @param enabled whether anything may run at all
     * @param autoStart whether submitted work runs before the start
     */
    record Switches(boolean enabled, boolean autoStart) {}
}
