package io.tasky.supervisor;

import io.tasky.pool.TaskPool;

/**
 * What happens around the life of a pool that is made at run time: to open what its runs need, and to close it when they
 * have ended. Every method does nothing unless it is overridden. Each is called once, by the thread that makes the pool or
 * closes it, without any lock held.
 */
public interface PoolHooks {

    /** Does nothing. */
    PoolHooks NONE = new PoolHooks() {};

    /**
     * The pool is about to take its first work. If this throws, there is no pool.
     *
     * @param pool the pool
     */
    default void onStart(TaskPool pool) {}

    /**
     * The pool takes no more work and its runs have ended, or are left behind; its threads are about to end. If this
     * throws, it is logged.
     *
     * @param pool the pool
     */
    default void beforeStop(TaskPool pool) {}
}
