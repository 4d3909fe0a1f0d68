package io.tasky.supervisor;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.ManualTimeSource;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A supervisor whose time a test moves, and which stops without waiting unless the test says otherwise. */
final class Rig implements AutoCloseable {

    static final Duration LONG = Duration.ofDays(1);

    private static final ShutdownPolicy AT_ONCE = new ShutdownPolicy(Duration.ZERO, Duration.ZERO);

    final ManualTimeSource time = new ManualTimeSource();

    final DefaultTaskSupervisor supervisor;

    Rig() {
        this(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4));
    }

    Rig(PoolConfig pool) {
        this(builder -> builder.pool(pool));
    }

    Rig(UnaryOperator<TaskSupervisorBuilder> change) {
        TaskSupervisorBuilder builder = new TaskSupervisorBuilder()
                .timeSource(time)
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4))
                .queueStore(new InMemoryQueueStoreFactory())
                .shutdown(AT_ONCE);
        supervisor = (DefaultTaskSupervisor) change.apply(builder).build();
    }

    /** A rig with one slot and that many places in each line. */
    static Rig narrow(int maxWaiting) {
        return new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(maxWaiting, 10));
    }

    Rig started() {
        supervisor.start();
        return this;
    }

    static TaskDefinition define(TaskKind kind, String name, TaskAttributes attributes, TaskBody body) {
        return new TaskDefinition(name, kind, attributes, body, "test " + name);
    }

    static TaskDefinition define(
            TaskKind kind, String name, TaskAttributes attributes, TaskBody body, @Nullable RetryPolicy retry) {
        return new TaskDefinition(name, kind, attributes, body, "test " + name, TaskDefinition.FIRST_VERSION, retry);
    }

    TaskControl register(TaskKind kind, String name, TaskAttributes attributes, TaskBody body) {
        return supervisor.register(define(kind, name, attributes, body));
    }

    TaskPool pool() {
        return supervisor.pool(PoolConfig.DEFAULT_POOL);
    }

    void advance(Duration step) {
        time.advance(step);
    }

    void awaitIdle() throws InterruptedException {
        for (TaskPool pool : supervisor.pools()) {
            pool.awaitIdle(LONG);
        }
    }

    /** Looks again and again until a condition holds; fails with what the supervisor does if that takes too long. */
    void until(BooleanSupplier condition) {
        Spin.until(condition, () -> Sight.of(supervisor));
    }

    /** Moves the time, and waits until what that started has ended. */
    void advanceAndAwait(Duration step) throws InterruptedException {
        time.advance(step);
        awaitIdle();
    }

    /** Takes a slot of the default pool until the latch is counted down; returns when it is taken. */
    CountDownLatch occupySlot(TaskPriority priority) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TaskRun<@Nullable Object> run = supervisor.submit(
                () -> {
                    running.countDown();
                    release.await();
                    return null;
                },
                RunOptions.priority(priority).withName("blocker"));
        running.await();
        if (run.isDone()) {
            throw new IllegalStateException("The slot is free again: " + run);
        }
        return release;
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
