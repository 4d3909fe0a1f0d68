package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An entry that tells when it starts, and runs until it is told to end. Thread-safe. */
final class HeldEntry extends PoolEntry {

    private static final int FOR_GOOD = 1_000_000;

    private final String name;

    private final List<String> starts;

    private final Semaphore started = new Semaphore(0);

    private final Semaphore mayEnd = new Semaphore(0);

    private volatile Supplier<Next> ending = () -> Next.DONE;

    private volatile @Nullable Thread thread;

    HeldEntry(String name, TaskPriority priority, List<String> starts) {
        super(priority);
        this.name = name;
        this.starts = starts;
    }

    /** What the entry does and answers once it may end. */
    HeldEntry endingWith(Supplier<Next> lastStep) {
        this.ending = lastStep;
        return this;
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        thread = Thread.currentThread();
        starts.add(name);
        started.release();
        // An interrupt does not end the wait; it is left behind.
        mayEnd.acquireUninterruptibly();
        return ending.get();
    }

    /** Waits for the next of its starts. */
    void awaitStart() throws InterruptedException {
        assertThat(started.tryAcquire(10, TimeUnit.SECONDS))
                .as(name + " starts")
                .isTrue();
    }

    /** Lets it end the run at hand, or the next one. */
    void end() {
        mayEnd.release();
    }

    /** Lets it end however often it runs, and gives back a slot that it may keep. */
    void endForGood() {
        ending = () -> Next.DONE;
        mayEnd.release(FOR_GOOD);
        close();
    }

    Thread thread() {
        Thread current = thread;
        if (current == null) {
            throw new IllegalStateException(name + " has not started.");
        }
        return current;
    }

    @Override
    public String toString() {
        return name;
    }
}
