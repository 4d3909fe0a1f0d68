package io.tasky.pool;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of a pool, in a loop of entries. Its fields without a word are guarded by the pool's lock. */
final class Worker implements Runnable {

    private static final Logger logger = LoggerFactory.getLogger(Worker.class);

    /** Which of them this thread is. */
    private static final ThreadLocal<@Nullable Worker> SELF = new ThreadLocal<>();

    private final Dispatcher dispatcher;

    /** The entry that it executes, or executed last. Used by its own thread only. */
    private @Nullable PoolEntry current;

    /** Written once, before the thread starts. */
    private @Nullable Thread thread;

    /** Whether it was woken, or created, to look for work, and has not yet looked. Its own thread reads it once it is busy. */
    boolean waking;

    /** Whether it runs nothing but urgent entries until it is idle again. Its own thread reads it once it is busy. */
    boolean urgentOnly;

    /** When it became idle, in nanoseconds of the pool's time source. */
    long idleSince;

    private volatile boolean parked;

    /** Whether it was idle since its latest entry. Used by its own thread only. */
    private boolean wasIdle;

    Worker(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    static @Nullable PoolEntry currentEntry() {
        Worker self = SELF.get();
        return self == null ? null : self.current;
    }

    boolean isNew() {
        return thread == null;
    }

    void start(Thread newThread) {
        thread = newThread;
        newThread.start();
    }

    @Override
    public void run() {
        SELF.set(this);
        PoolEntry before = null;
        PoolEntry entry = dispatcher.next(this);
        while (entry != null) {
            current = entry;
            PoolEntry.Next result = execute(entry, before);
            before = entry;
            wasIdle = false;
            entry = dispatcher.next(this, entry, result);
            before = wasIdle ? null : before;
        }
    }

    private static PoolEntry.Next execute(PoolEntry entry, @Nullable PoolEntry before) {
        try {
            return entry.run(before);
        } catch (Throwable ex) {
            // An entry handles the failures of its own work; what arrives here must not cost the pool a thread.
            logger.error("An entry of a pool failed in its own code: {}", entry, ex);
            return PoolEntry.Next.DONE;
        } finally {
            // An interrupt was meant for the entry, not for what runs on this thread next.
            Thread.interrupted();
        }
    }

    /** To be called under the pool's lock, before {@link #awaitWaking()}. */
    void becomeIdle(long now) {
        idleSince = now;
        parked = true;
    }

    /** To be called under the pool's lock; {@link #unpark()} follows without it. */
    void becomeBusy() {
        parked = false;
    }

    /** Waits until it is woken to look for work; false if it is woken to end. */
    boolean awaitWaking() {
        wasIdle = true;
        while (parked) {
            LockSupport.park(this);
            // Nobody's interrupt is meant for an idle thread, and with the flag set it could not park.
            Thread.interrupted();
        }
        return waking;
    }

    void unpark() {
        LockSupport.unpark(thread);
    }
}
