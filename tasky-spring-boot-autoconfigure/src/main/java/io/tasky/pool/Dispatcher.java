package io.tasky.pool;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.pool.PoolEntry.Place;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings entries, slots and threads together. Slots and order are the business of {@link PoolLines}, threads of
 * {@link WorkerCrew}; this class guards both with one lock, and tells others without it. Thread-safe.
 *
 * <p>A thread that ends an entry gives back its slot and picks the next entry in one step, so that a busy pool wakes
 * nobody; entries that would only have to wait come by the {@link Inbox}, without the lock. Foreign code never runs under
 * the lock.
 */
final class Dispatcher {

    private final Object lock = new Object();

    private final PoolLines lines;

    private final WorkerCrew crew;

    private final Inbox inbox = new Inbox();

    private final Handover handover = new Handover();

    private final IdleGate idleGate;

    private volatile PoolConfig config;

    /** What {@link PoolLines#awaited()} answers, for readers without the lock. */
    private volatile int awaited;

    private volatile boolean closed;

    Dispatcher(PoolConfig config, TimeSource time, ThreadFactory threads) {
        this.config = config;
        this.lines = new PoolLines(new SlotLedger(config), handover, time);
        this.crew = new WorkerCrew(this, lock, time, threads);
        this.idleGate = new IdleGate(time);
    }

    PoolConfig config() {
        return config;
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes an entry in; false if its line is full. */
    boolean admit(PoolEntry entry, boolean always) {
        if (entry.place != Place.OUT) {
            throw new IllegalStateException("The entry is in a pool already: " + entry);
        }
        entry.pool = this;
        entry.closedEarly = false;
        if (byInbox(entry)) {
            return true;
        }
        boolean admitted;
        Worker worker;
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException("Pool '" + config.name()
                        + "' is closed and takes no more work. Submit before the application stops.");
            }
            collect();
            admitted = lines.admit(entry, always);
            worker = publish();
        }
        crew.wake(worker);
        return admitted;
    }

    private boolean byInbox(PoolEntry entry) {
        if (inbox.isOpen(entry.priority())) {
            return false;
        }
        entry.place = Place.INBOX;
        if (!inbox.bring(entry, config.maxWaiting())) {
            entry.place = Place.OUT;
            return false;
        }
        if (inbox.isOpen(entry.priority())) {
            lookAgain();
        }
        return true;
    }

    /** The next entry for a thread that has none; null if the thread is to end. */
    @Nullable
    PoolEntry next(Worker worker) {
        crew.logAlarmFailure();
        PoolEntry entry = null;
        while (entry == null && worker.awaitWaking()) {
            entry = look(worker);
            crew.logAlarmFailure();
        }
        return entry;
    }

    private @Nullable PoolEntry look(Worker worker) {
        Worker another;
        PoolEntry entry;
        synchronized (lock) {
            collect();
            entry = pick(worker);
            another = publish();
        }
        crew.wake(another);
        return entry;
    }

    /** Ends an entry and picks the next; null if the thread is to end. */
    @Nullable
    PoolEntry next(Worker worker, PoolEntry ended, Next result) {
        boolean handsOn = result == Next.DONE
                && ended.place == Place.RUNNING
                && ended.priority().usesSlots();
        PoolEntry following = handsOn ? handover.take(worker.urgentOnly) : null;
        if (following != null) {
            ended.place = Place.OUT;
            following.place = Place.RUNNING;
            return following;
        }
        return exchange(worker, ended, result);
    }

    private @Nullable PoolEntry exchange(Worker worker, PoolEntry ended, Next result) {
        Worker another;
        PoolEntry entry;
        List<Runnable> calls;
        boolean idle;
        synchronized (lock) {
            collect();
            lines.settle(ended, result);
            entry = pick(worker);
            another = publish();
            calls = lines.waits().takeServed(closed);
            idle = entry == null && lines.isIdle();
        }
        crew.wake(another);
        tell(calls, idle);
        return entry != null ? entry : next(worker);
    }

    /** What happened without the lock is brought in. Lock held, as the first step. */
    private void collect() {
        lines.shortcuts().takeBack();
        lines.admitAll(inbox.takeAll());
    }

    private @Nullable PoolEntry pick(Worker worker) {
        PoolEntry entry = lines.pollReady(worker.urgentOnly);
        crew.looked(worker, entry != null, closed);
        return entry;
    }

    /** What others may know without the lock; and the worker to wake after it. Lock held, as the last step. */
    private @Nullable Worker publish() {
        Worker worker = crew.wakeOne(lines);
        while (inbox.setOpen(closed ? -1 : lines.shortcuts().direct(crew.isWaking()))) {
            collect();
            worker = worker != null ? worker : crew.wakeOne(lines);
        }
        int bits = lines.awaited();
        if (awaited != bits) {
            awaited = bits;
        }
        lines.shortcuts().handOver();
        return worker;
    }

    /** Takes out what came by the inbox, and gives slots and threads to what may have them. */
    void lookAgain() {
        change(held -> true);
    }

    /** Answers false if the configuration is another one by now than it was made of. */
    boolean resize(PoolConfig before, PoolConfig sizes) {
        return change(held -> {
            if (!config.equals(before)) {
                return false;
            }
            config = sizes;
            return held.resize(sizes);
        });
    }

    void close() {
        change(held -> closed = true);
        crew.releaseIdle();
    }

    void listen(TaskPriority priority, boolean slot, Runnable listener) {
        change(held -> held.waits().listeners().add(priority, slot, listener));
    }

    boolean isAwaited(TaskPriority atLeast) {
        if (!inbox.isEmpty() || handover.isUsedUp() || awaited < 0) {
            // What was published is not up to date.
            lookAgain();
        }
        return (awaited & ~Aging.RISING) >> atLeast.ordinal() != 0;
    }

    PoolSnapshot snapshot() {
        return change(held -> held.figures().snapshot(held.waits().blocked().size(), crew.size()));
    }

    boolean awaitIdle(Duration timeout) throws InterruptedException {
        return idleGate.await(timeout, () -> change(PoolLines::isIdle));
    }

    /** Does something under the lock, and afterwards what may follow from it. */
    <R> R change(Function<PoolLines, R> action) {
        Worker worker;
        List<Runnable> calls;
        boolean idle;
        R answer;
        synchronized (lock) {
            collect();
            answer = action.apply(lines);
            lines.grant();
            worker = publish();
            calls = lines.waits().takeServed(closed);
            idle = lines.isIdle();
        }
        crew.wake(worker);
        tell(calls, idle);
        return answer;
    }

    private void tell(List<Runnable> calls, boolean idle) {
        RoomListeners.tell(calls);
        if (idle) {
            idleGate.open();
        }
    }
}
