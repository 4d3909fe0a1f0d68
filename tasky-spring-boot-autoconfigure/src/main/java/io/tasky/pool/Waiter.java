package io.tasky.pool;

/**
 * A thread that waits until a pool has served its entry: with a slot, or with a place in line. Thread-safe, where nothing
 * else is said.
 */
final class Waiter {

    final PoolEntry entry;

    /** Given when the pool has served it, or never will; without the pool's lock. */
    final Signal served = new Signal();

    /** Its number among all that came to wait. Guarded by the pool's lock. */
    long arrival;

    /** Whether it never gets what it waits for. Guarded by the pool's lock. */
    boolean refused;

    Waiter(PoolEntry entry) {
        this.entry = entry;
    }
}
