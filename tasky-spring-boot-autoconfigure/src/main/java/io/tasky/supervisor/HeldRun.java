package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import org.jspecify.annotations.Nullable;

/**
 * A run that was accepted and is held until whoever submitted it lets it go, for instance when a transaction has
 * committed. It is cancelled as any other run. Thread-safe.
 */
public interface HeldRun {

    /**
     * The run. Waiting for it on the thread that submitted it throws {@link IllegalStateException} while it is held: nobody
     * else would let it go.
     *
     * @return the run
     */
    TaskRun<@Nullable Object> run();

    /**
     * Lets the run go to its pool. If the pool refuses it, its status is REJECTED, and that is logged: its caller is told
     * of nothing any more. Does nothing if the run was cancelled or let go before.
     */
    void release();

    /**
     * Whether the run was there before: a call with the same unique key had submitted it. Whoever joined it does not decide
     * whether it runs.
     *
     * @return false by default: the run is the caller's own
     */
    default boolean isJoined() {
        return false;
    }
}
