package io.tasky.supervisor;

import io.tasky.pool.FieldHandle;
import io.tasky.task.RunLocation;
import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The thread that executes an attempt of a run, for who wants to interrupt it: no other thread is ever interrupted, nor this
 * one afterwards. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class RunThread<T extends @Nullable Object> extends RunStage<T> {

    private static final Object INTERRUPTING = new Object();

    private static final VarHandle RUNNER = FieldHandle.of(MethodHandles.lookup(), "runner", Object.class);

    /** The thread, or {@link #INTERRUPTING} while somebody interrupts it. */
    private volatile @Nullable Object runner;

    RunThread(TaskPriority priority) {
        super(priority);
    }

    /** This thread is about to execute an attempt; the move that follows publishes it. */
    final void enter() {
        RUNNER.set(this, Thread.currentThread());
    }

    /**
     * The attempt's code has ended: from here on nobody interrupts this thread on the run's behalf. Answers whether it was
     * interrupted, by whomever.
     */
    final boolean endAttempt() {
        while (!RUNNER.compareAndSet(this, Thread.currentThread(), null)) {
            Thread.onSpinWait();
        }
        return Thread.interrupted();
    }

    /** Interrupts the thread that executes this run now, if any, and no other. */
    final boolean interrupt() {
        Object thread = runner;
        if (!(thread instanceof Thread running) || !RUNNER.compareAndSet(this, thread, INTERRUPTING)) {
            return false;
        }
        running.interrupt();
        // Back to what it was: code that swallows one interrupt may need another.
        runner = running;
        return true;
    }

    @Override
    public final @Nullable RunLocation location() {
        Thread thread = thread();
        RunLocation location = thread == null ? null : RunLocations.of(thread);
        // The thread may have gone on to another run meanwhile.
        return thread() == thread ? location : null;
    }

    /** The thread that executes an attempt now, or null. */
    final @Nullable Thread thread() {
        return runner instanceof Thread thread ? thread : null;
    }
}
