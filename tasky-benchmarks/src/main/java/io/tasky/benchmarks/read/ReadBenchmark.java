package io.tasky.benchmarks.read;

import io.tasky.benchmarks.probe.StartDelays;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
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

/** Submits work where there are many tasks and many runs wait, while somebody reads or nobody does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ReadBenchmark {

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final int MOST_WAITING = 10_000_000;

    private static final int WARM_UP_READS = 20;

    private static final int WARM_UP_SHARE = 4;

    private static final int PAGES = 100;

    /** Whether somebody reads. */
    @Param("READ")
    public String way = "READ";

    /** How many tasks there are. */
    @Param("10000")
    public int tasks;

    /** How many runs wait. */
    @Param("100000")
    public int runs;

    /** How many submits to measure. */
    @Param("20000")
    public int submits;

    private final CountDownLatch release = new CountDownLatch(1);

    private @Nullable TaskSupervisor supervisor;

    private String waiting = "";

    /**
     * Registers the tasks and lets their runs wait.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        TaskSupervisor started = new TaskSupervisorBuilder()
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(MOST_WAITING, 1))
                .queueStore(new InMemoryQueueStoreFactory())
                .shutdown(new ShutdownPolicy(Duration.ZERO, Duration.ZERO))
                .build();
        supervisor = started;
        started.start();
        for (int i = 0; i < tasks; i++) {
            started.register(TaskDefinition.background("task-" + i).run(() -> {}));
        }
        CountDownLatch running = new CountDownLatch(1);
        TaskRun<String> unused = started.submit(
                () -> {
                    running.countDown();
                    release.await();
                    return "";
                },
                RunOptions.DEFAULTS);
        running.await();
        for (int i = 0; i < runs; i++) {
            waiting = started.call("task-" + i % tasks, null).id();
        }
        submit(started, submits / WARM_UP_SHARE);
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        release.countDown();
        Objects.requireNonNull(supervisor).close();
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(ReadFigures figures) throws InterruptedException {
        TaskSupervisor known = Objects.requireNonNull(supervisor);
        Reader reader = new Reader(known, "task-0", waiting);
        // In both ways, so that they differ by nothing else.
        reader.warmUp(WARM_UP_READS);
        reader.pages(PAGES, tasks / PAGES, new ReadFigures());
        reader.pages(PAGES, tasks / PAGES, figures);
        if (ReadWay.valueOf(way) == ReadWay.READ) {
            reader.start();
        }
        try {
            figures.take(submit(known, submits));
        } finally {
            reader.stop();
        }
    }

    private static StartDelays submit(TaskSupervisor supervisor, int times) {
        StartDelays delays = new StartDelays(times);
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            TaskRun<String> unused = supervisor.submit(() -> "", RunOptions.DEFAULTS);
            delays.started(before);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return delays;
    }
}
