package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gives runs slots and threads, the important ones first. Thread-safe. */
public interface TaskPool {

    /**
     * The pool's sizes and rules.
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
     * As {@link #offer(PoolEntry)}, but waits for room: those who wait come in before all others of their priority, the first
     * to come first. Never waits for a CRITICAL entry, which stands in no line.
     *
     * @param entry the entry, which is in no pool now
     * @param timeout how long to wait at most, by the pool's clock
     * @return false if there was no room in that time, or the pool is closed
     * @throws InterruptedException if the thread was interrupted; the entry is in no pool then
     */
    boolean offer(PoolEntry entry, Duration timeout) throws InterruptedException;

    /**
     * As {@link #submit}, but a full line makes room: the first entry that waits there for a slot and may go is taken out, and
     * counts as refused.
     *
     * @param entry the entry, which is in no pool now
     * @param mayGo says who may be taken out, under the pool's lock: it must only look
     * @return the entry that was taken out, or null if there was room
     * @throws PoolFullException if its line is full and nobody in it may go
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed
     */
    @Nullable
    PoolEntry submitInstead(PoolEntry entry, Predicate<PoolEntry> mayGo);

    /**
     * Lends the slot of an entry to the pool while its code goes on: for code that is about to wait for something that may need
     * that slot. Ends with {@link #reclaim}, or with the entry's run, whose slot is not given back twice then; an entry that
     * returns without a slot has none to keep. Does nothing if the entry does not run in this pool, has lent its slot
     * already, or is CRITICAL.
     *
     * @param entry an entry that the calling thread executes; see {@link PoolEntry#current()}
     */
    void lend(PoolEntry entry);

    /**
     * Waits until an entry that lent its slot has one again: the first that comes free within its own priority's limit, before
     * all that wait in line, and after those that came back for theirs earlier. An interrupt does not end the wait, and is
     * kept. Does nothing if the entry has not lent its slot here.
     *
     * @param entry an entry that the calling thread executes
     */
    void reclaim(PoolEntry entry);

    /**
     * Raises an entry that waits for a slot, for good: it goes to the end of the higher priority's line, which is not too full
     * for it, and may use its slots. CRITICAL starts at once; where the fuse does not allow that, it is raised to HIGH.
     *
     * @param waiting the entry
     * @param atLeast the priority to raise it to; one that has it, or a higher one, stays where it is
     * @return false if it does not wait for a slot here
     */
    boolean raise(PoolEntry waiting, TaskPriority atLeast);

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
     * Changes the configuration while the pool runs. What runs is not touched, and nobody who waits is sent away: a smaller
     * size takes effect as runs end, a shorter line as those in it start. Whoever waits when aging is switched on rises from
     * then on.
     *
     * @param config the new configuration
     * @throws IllegalArgumentException if they are those of a pool with another name
     */
    default void resize(PoolConfig config) {
        resize(before -> config);
    }

    /**
     * As {@link #resize(PoolConfig)}, with what is made of the configuration in force; of changes at the same time none is
     * lost.
     *
     * @param change makes the new configuration of the one in force, without any lock held; it may be asked again where
     *     somebody else was faster
     * @return the configuration that it was applied to, and that held until now
     * @throws IllegalArgumentException if it gives one of a pool with another name
     */
    PoolConfig resize(UnaryOperator<PoolConfig> change);

    /**
     * The pool now.
     *
     * @return an immutable snapshot
     */
    PoolSnapshot snapshot();

    /**
     * The entries that wait for a slot, the first to start first as far as slots allow.
     *
     * @param visitor is called for each of at most {@code limit} entries, under the pool's lock: it must only take notes
     * @param limit how many to visit at most
     */
    void forEachWaiting(Consumer<PoolEntry> visitor, int limit);

    /**
     * Whether the pool takes no more entries.
     *
     * @return true from {@link #shutdown()} on
     */
    boolean isClosed();

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
