package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An entry that behaves in one of all the ways, and counts what becomes of it. Thread-safe. */
final class ChaosEntry extends PoolEntry {

    /** What it does on its thread. */
    enum Behaviour {
        ENDS,
        THROWS,
        FAILS_HARD,
        GOES_AGAIN,
        KEEPS_ITS_SLOT,
        LENDS_ITS_SLOT,
        ENDS_WITHOUT_ITS_SLOT
    }

    private static final int TURNS = 3;

    /** How often it was accepted, came to its end, and was removed: the first is the sum of the others. */
    final AtomicInteger accepted = new AtomicInteger();

    final AtomicInteger ended = new AtomicInteger();

    final AtomicInteger removed = new AtomicInteger();

    private final TaskPool home;

    private final Behaviour behaviour;

    /** Where somebody closes those that keep their slots. */
    private final BlockingQueue<Permit> closers;

    private final AtomicInteger turns = new AtomicInteger();

    private final AtomicInteger threads = new AtomicInteger();

    private volatile boolean overlapped;

    ChaosEntry(TaskPool home, TaskPriority priority, Behaviour behaviour, BlockingQueue<Permit> closers) {
        super(priority);
        this.home = home;
        this.behaviour = behaviour;
        this.closers = closers;
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        overlapped |= threads.incrementAndGet() > 1;
        if (behaviour == Behaviour.LENDS_ITS_SLOT || behaviour == Behaviour.ENDS_WITHOUT_ITS_SLOT) {
            home.lend(this);
        }
        for (int i = 0; i < 20; i++) {
            Thread.onSpinWait();
        }
        if (behaviour == Behaviour.LENDS_ITS_SLOT) {
            home.reclaim(this);
        }
        boolean again = behaviour == Behaviour.GOES_AGAIN && turns.incrementAndGet() % TURNS != 0;
        threads.decrementAndGet();
        if (again) {
            return Next.AGAIN;
        }
        ended.incrementAndGet();
        switch (behaviour) {
            case THROWS -> throw new ExpectedFailure();
            case FAILS_HARD -> throw new ExpectedError();
            case KEEPS_ITS_SLOT -> {
                closers.add(this);
                return Next.KEPT;
            }
            default -> {
                return Next.DONE;
            }
        }
    }

    boolean isAccountedFor() {
        return !overlapped && accepted.get() == ended.get() + removed.get();
    }

    @Override
    public String toString() {
        return priority() + " " + behaviour + ": accepted " + accepted + ", ended " + ended + ", removed " + removed
                + (overlapped ? ", ran twice at the same time" : "");
    }

    /** Without a stack, as thousands of them are logged. */
    private static final class ExpectedFailure extends RuntimeException {

        ExpectedFailure() {
            super("an expected failure", null, false, false);
        }
    }

    private static final class ExpectedError extends Error {

        ExpectedError() {
            super("an expected error", null, false, false);
        }
    }
}
