package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives runs slots and threads, the important ones first. Thread-safe. */
public interface TaskPool {

    /**
     * The pool's sizes.
     *
     * @return the configuration in force
     */
    PoolConfig config();

    /**
     * Takes an entry in: it starts at once if a slot is free for its priority, or waits in line.
     *
     * @param entry the entry, which is in no pool now
     * @throws PoolFullException if its line is full
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed
     */
    void submit(PoolEntry entry);

    /**
     * As {@link #submit}, but never refused for a full line or the fuse: for work that was accepted before.
     *
     * @param entry the entry, which is in no pool now
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed
     */
    void readmit(PoolEntry entry);

    /**
     * As {@link #submit}, but answers where that throws, and such a refusal counts as none: for sources that hold
     * back.
     *
     * @param entry the entry, which is in no pool now
     * @return false if its line is full or the pool is closed
     */
    boolean offer(PoolEntry entry);

    /**
     * Takes a waiting entry out of its line.
     *
     * @param entry the entry
     * @return false if it does not wait here any more
     */
    boolean remove(PoolEntry entry);

    /**
     * Whether an entry of that priority or a higher one waits: a long piece of work asks this between two steps, and
     * answers {@link PoolEntry.Next#AGAIN} to give way. Costs a few volatile reads, unless something has just
     * arrived.
     *
     * @param atLeast the lowest priority to give way to
     * @return whether one waits for a slot or a thread
     */
    boolean isAwaited(TaskPriority atLeast);

    /**
     * How many entries of a priority would start at once now.
     *
     * @param priority the priority
     * @return a number of slots
     */
    int available(TaskPriority priority);

    /**
     * Takes a slot without a thread.
     *
     * @param priority the priority
     * @return the slot, or null if none is free for that priority now, or one of that priority or a higher one waits
     */
    @Nullable
    Permit tryAcquire(TaskPriority priority);

    /**
     * Calls back once, when an entry of that priority would not be refused: at once if so now, else when a line has
     * got shorter, slots came free or sizes changed.
     *
     * @param priority the priority
     * @param listener what to call, without any lock held; it must be short
     */
    void whenRoom(TaskPriority priority, Runnable listener);

    /**
     * Calls back once, when a slot is free for that priority: at once if so now.
     *
     * @param priority the priority
     * @param listener what to call, without any lock held; it must be short
     */
    void whenSlotFree(TaskPriority priority, Runnable listener);

    /**
     * Changes the sizes while the pool runs. What runs is not touched: a smaller size takes effect as runs end.
     *
     * @param config the new sizes
     * @throws IllegalArgumentException if they are those of a pool with another name
     */
    void resize(PoolConfig config);

    /**
     * The pool now.
     *
     * @return an immutable picture
     */
    PoolSnapshot snapshot();

    /**
     * The entries that wait for a slot, the first to start first.
     *
     * @param visitor is called for each of at most {@code limit} entries, under the pool's lock: it must only take notes
     * @param limit how many to visit at most
     */
    void forEachWaiting(Consumer<PoolEntry> visitor, int limit);

    /**
     * Takes no more entries and lets idle threads end; entries in line still start as slots come free.
     */
    void shutdown();

    /**
     * Takes all waiting entries out of their lines.
     *
     * @return the entries, the first to start first
     */
    List<PoolEntry> removeWaiting();

    /**
     * Waits until no entry waits or runs.
     *
     * @param timeout how long at most
     * @return false if there still is one
     * @throws InterruptedException if the thread was interrupted
     */
    boolean awaitIdle(Duration timeout) throws InterruptedException;
}
