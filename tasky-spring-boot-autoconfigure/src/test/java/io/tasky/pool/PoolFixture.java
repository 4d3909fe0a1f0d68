package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A pool in virtual time, and its entries, which run until the test lets them end. When it is closed, all of them end, and
 * every slot and thread must have come back.
 */
final class PoolFixture implements AutoCloseable {

    final ManualTimeSource time = new ManualTimeSource();

    final TaskPool pool;

    /** The names of the entries in the order they started. */
    final List<String> starts = new CopyOnWriteArrayList<>();

    /** The threads of the pool, ended ones included. */
    final List<Thread> threads = new CopyOnWriteArrayList<>();

    private final List<HeldEntry> entries = new CopyOnWriteArrayList<>();

    PoolFixture(PoolConfig config) {
        this(config, new PoolThreads(config.name(), null));
    }

    PoolFixture(PoolConfig config, ThreadFactory factory) {
        this.pool = PriorityPool.create(config, time, work -> {
            Thread thread = factory.newThread(work);
            if (thread != null) {
                threads.add(thread);
            }
            return thread;
        });
    }

    /** An entry that is in no pool yet. */
    HeldEntry entry(String name, TaskPriority priority) {
        HeldEntry entry = new HeldEntry(name, priority, starts);
        entries.add(entry);
        return entry;
    }

    HeldEntry submit(String name, TaskPriority priority) {
        HeldEntry entry = entry(name, priority);
        pool.submit(entry);
        return entry;
    }

    /** An entry that has started. */
    HeldEntry start(String name, TaskPriority priority) throws InterruptedException {
        HeldEntry entry = submit(name, priority);
        entry.awaitStart();
        return entry;
    }

    /** Lets an entry end, and waits for the one that gets its slot. */
    void endThenAwaitStart(HeldEntry ending, HeldEntry starting) throws InterruptedException {
        ending.end();
        starting.awaitStart();
    }

    int taken() {
        return pool.snapshot().taken();
    }

    int waiting(TaskPriority priority) {
        return pool.snapshot().waiting().getOrDefault(priority, 0);
    }

    /** Waits in real time for a pool without work. */
    void awaitIdle() throws InterruptedException {
        FutureTask<Boolean> idle = new FutureTask<>(() -> pool.awaitIdle(Duration.ofDays(1)));
        new Thread(idle, "waits for the pool").start();
        try {
            assertThat(idle.get(20, TimeUnit.SECONDS)).isTrue();
        } catch (ExecutionException | TimeoutException ex) {
            throw new AssertionError("The pool does not become idle: " + pool.snapshot(), ex);
        }
    }

    void awaitThreadsEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(thread.isAlive()).as(thread.getName() + " lives").isFalse();
        }
    }

    @Override
    public void close() {
        entries.forEach(HeldEntry::endForGood);
        try {
            awaitIdle();
            PoolSnapshot snapshot = pool.snapshot();
            assertThat(snapshot.taken()).isZero();
            assertThat(snapshot.critical()).isZero();
            assertThat(snapshot.waiting().values()).containsOnly(0);
            pool.shutdown();
            awaitThreadsEnd();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The pool did not come to an end: " + pool.snapshot(), ex);
        }
        assertThat(pool.snapshot().threads()).isZero();
    }
}
