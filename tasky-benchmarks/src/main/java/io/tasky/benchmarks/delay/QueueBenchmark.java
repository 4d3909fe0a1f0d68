package io.tasky.benchmarks.delay;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.QueueApplication;
import io.tasky.benchmarks.application.UrgentWork;
import io.tasky.benchmarks.probe.StartDelays;
import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskQueue;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.ConfigurableApplicationContext;

/** Calls a {@code @BackgroundTask} of HIGH while {@code @QueueWorker}s of LOW have a long queue before them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class QueueBenchmark {

    private static final int WARM_UP_SHARE = 10;

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How many items wait at least while it is measured. */
    @Param("1000")
    public int backlog;

    /** How many urgent calls to measure. */
    @Param("100")
    public int calls;

    private @Nullable ConfigurableApplicationContext application;

    /**
     * Starts the application, with as many workers as its default pool has slots for them, and makes some calls.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        int workers = PoolConfig.DEFAULT_SIZE_PER_CORE * Runtime.getRuntime().availableProcessors();
        application = Applications.start(QueueApplication.class, List.of(), QueueApplication.WORKERS + "=" + workers);
        call(Math.max(1, calls / WARM_UP_SHARE), new DelayFigures());
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        Objects.requireNonNull(application).close();
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(DelayFigures figures) throws InterruptedException {
        call(calls, figures);
    }

    private void call(int times, DelayFigures figures) throws InterruptedException {
        ConfigurableApplicationContext context = Objects.requireNonNull(application);
        TaskQueue<Long> queue = context.getBean(TaskSupervisor.class).queue(QueueApplication.QUEUE);
        UrgentWork urgent = context.getBean(UrgentWork.class);
        StartDelays delays = new StartDelays(times);
        for (int i = 0; i < times; i++) {
            fill(queue);
            urgent.started(delays, System.nanoTime());
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        delays.await(times);
        figures.take(delays);
    }

    /** A tenth more than has to wait, because some are worked off until the next call. */
    private void fill(TaskQueue<Long> queue) throws InterruptedException {
        while (queue.size() < backlog + backlog / 10) {
            queue.put(1L);
        }
    }
}
