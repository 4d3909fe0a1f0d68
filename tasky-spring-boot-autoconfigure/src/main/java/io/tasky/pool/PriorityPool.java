package io.tasky.pool;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.pool.PoolEntry.Place;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads. Slots and order are the business of its {@link PoolLines}, threads of its {@link WorkerCrew}; this
 * class guards both with one lock, and tells others without it. Thread-safe.
 *
 * <p>A thread that ends an entry gives back its slot and picks the next entry in one step, so that a busy pool wakes
 * nobody. Foreign code never runs under the lock.
 */
public final class PriorityPool implements TaskPool {

    private final Object lock = new Object();

    private final SlotLedger ledger;

    private final PoolLines lines;

    private final WorkerCrew crew;

    private final RoomListeners listeners = new RoomListeners();

    private final IdleGate idleGate;

    private volatile PoolConfig config;

    /** The bits of {@link PoolLines#awaited()}, for readers without the lock. */
    private volatile int awaited;

    private boolean shutdown;

    private long rejected;

    private PriorityPool(PoolConfig config, TimeSource time, ThreadFactory threads) {
        this.config = config;
        this.ledger = new SlotLedger(config);
        this.lines = new PoolLines(ledger);
        this.crew = new WorkerCrew(this, lock, time, threads);
        this.idleGate = new IdleGate(time);
    }

    /**
     * Creates a pool. It has no threads until there is work.
     *
     * @param config its sizes
     * @param time its clock
     * @param threads makes its threads
     * @return the pool
     */
    public static TaskPool create(PoolConfig config, TimeSource time, ThreadFactory threads) {
        return new PriorityPool(config, time, threads);
    }

    @Override
    public PoolConfig config() {
        return config;
    }

    @Override
    public void submit(PoolEntry entry) {
        admit(entry, false);
    }

    @Override
    public void readmit(PoolEntry entry) {
        admit(entry, true);
    }

    private void admit(PoolEntry entry, boolean always) {
        Worker worker;
        synchronized (lock) {
            checkOpen();
            if (!enter(entry, always)) {
                rejected++;
                throw new PoolFullException(config, entry.priority(), depth(entry.priority()));
            }
            worker = crew.wakeOne(lines);
        }
        crew.wake(worker);
    }

    @Override
    public boolean offer(PoolEntry entry) {
        Worker worker;
        synchronized (lock) {
            if (shutdown || !enter(entry, false)) {
                return false;
            }
            worker = crew.wakeOne(lines);
        }
        crew.wake(worker);
        return true;
    }

    private boolean enter(PoolEntry entry, boolean always) {
        if (entry.place != Place.OUT) {
            throw new IllegalStateException("The entry is in a pool already: " + entry);
        }
        entry.pool = this;
        boolean admitted = lines.admit(entry, always);
        publish();
        return admitted;
    }

    /** The first entry of a new thread; null if the thread is to end. */
    @Nullable PoolEntry next(Worker worker) {
        Worker another;
        PoolEntry entry;
        synchronized (lock) {
            entry = pick(worker);
            another = entry == null ? null : crew.wakeOne(lines);
        }
        crew.wake(another);
        return entry != null ? entry : awaitEntry(worker);
    }

    /** Ends an entry and picks the next; null if the thread is to end. */
    @Nullable PoolEntry next(Worker worker, PoolEntry ended, Next result) {
        Worker another;
        PoolEntry entry;
        List<Runnable> met;
        boolean idle;
        synchronized (lock) {
            lines.settle(ended, result);
            entry = pick(worker);
            another = entry == null ? null : crew.wakeOne(lines);
            met = metListeners();
            idle = entry == null && lines.isIdle();
        }
        crew.wake(another);
        tell(met, idle);
        return entry != null ? entry : awaitEntry(worker);
    }

    private @Nullable PoolEntry pick(Worker worker) {
        PoolEntry entry = lines.pollReady();
        publish();
        crew.looked(worker, entry != null, shutdown);
        return entry;
    }

    private @Nullable PoolEntry awaitEntry(Worker worker) {
        PoolEntry entry = null;
        while (entry == null) {
            worker.park();
            Worker another = null;
            synchronized (lock) {
                if (!worker.waking) {
                    return null;
                }
                entry = pick(worker);
                another = entry == null ? null : crew.wakeOne(lines);
            }
            crew.wake(another);
        }
        return entry;
    }

    void giveBack(PoolEntry entry) {
        Worker worker;
        List<Runnable> met;
        boolean idle;
        synchronized (lock) {
            lines.giveBack(entry);
            worker = crew.wakeOne(lines);
            publish();
            met = metListeners();
            idle = lines.isIdle();
        }
        crew.wake(worker);
        tell(met, idle);
    }

    @Override
    public boolean remove(PoolEntry entry) {
        synchronized (lock) {
            if (entry.pool != this || !lines.remove(entry)) {
                return false;
            }
        }
        changed();
        return true;
    }

    @Override
    public List<PoolEntry> removeWaiting() {
        List<PoolEntry> removed;
        synchronized (lock) {
            removed = lines.removeWaiting();
        }
        changed();
        return removed;
    }

    @Override
    public @Nullable Permit tryAcquire(TaskPriority priority) {
        synchronized (lock) {
            return !shutdown && ledger.tryTake(priority) ? new LoosePermit(this, priority) : null;
        }
    }

    void giveBack(LoosePermit permit) {
        synchronized (lock) {
            ledger.release(permit.priority());
            lines.grant();
        }
        changed();
    }

    @Override
    public void resize(PoolConfig sizes) {
        synchronized (lock) {
            config = sizes;
            ledger.resize(sizes);
            lines.grant();
        }
        changed();
    }

    /** Entries may have got slots, and others may want to know. */
    private void changed() {
        Worker worker;
        List<Runnable> met;
        boolean idle;
        synchronized (lock) {
            publish();
            worker = crew.wakeOne(lines);
            met = metListeners();
            idle = lines.isIdle();
        }
        crew.wake(worker);
        tell(met, idle);
    }

    /** Wakes a thread if entries are ready: for a crew that could not start one before. */
    void lookAgain() {
        changed();
    }

    private void tell(List<Runnable> met, boolean idle) {
        met.forEach(Runnable::run);
        if (idle) {
            idleGate.open();
        }
    }

    private List<Runnable> metListeners() {
        return listeners.isEmpty() ? List.of() : listeners.takeMet(ledger);
    }

    private void publish() {
        if (awaited != lines.awaited()) {
            awaited = lines.awaited();
        }
    }

    @Override
    public boolean isAwaited(TaskPriority atLeast) {
        return awaited >> atLeast.ordinal() != 0;
    }

    @Override
    public int available(TaskPriority priority) {
        synchronized (lock) {
            return shutdown ? 0 : ledger.available(priority);
        }
    }

    @Override
    public void whenRoom(TaskPriority priority, Runnable listener) {
        listen(priority, false, listener);
    }

    @Override
    public void whenSlotFree(TaskPriority priority, Runnable listener) {
        listen(priority, true, listener);
    }

    private void listen(TaskPriority priority, boolean slot, Runnable listener) {
        synchronized (lock) {
            listeners.add(priority, slot, listener);
        }
        changed();
    }

    @Override
    public PoolSnapshot snapshot() {
        synchronized (lock) {
            Map<TaskPriority, Integer> waiting = new EnumMap<>(TaskPriority.class);
            for (TaskPriority priority : TaskPriority.values()) {
                if (priority.usesSlots()) {
                    waiting.put(priority, ledger.waiting(priority));
                }
            }
            return new PoolSnapshot(config, ledger.taken(), ledger.critical(), waiting, crew.size(), rejected);
        }
    }

    @Override
    public void forEachWaiting(Consumer<PoolEntry> visitor, int limit) {
        synchronized (lock) {
            lines.forEachWaiting(visitor, limit);
        }
    }

    @Override
    public void shutdown() {
        synchronized (lock) {
            shutdown = true;
        }
        crew.releaseIdle();
    }

    @Override
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return idleGate.await(timeout, this::isIdle);
    }

    private boolean isIdle() {
        synchronized (lock) {
            return lines.isIdle();
        }
    }

    private int depth(TaskPriority priority) {
        return priority.usesSlots() ? ledger.waiting(priority) : ledger.critical();
    }

    private void checkOpen() {
        if (shutdown) {
            throw new RejectedExecutionException("Pool '" + config.name()
                    + "' is closed and takes no more work. Submit before the application stops.");
        }
    }
}
