package io.tasky.memory;

import io.tasky.spi.QueueStore;

/** A queue's items in the memory of this process, up to so many. Thread-safe. */
abstract class BoundedStore implements QueueStore<Object> {

    private final int capacity;

    /** Any number of items, if the capacity is less than 0. */
    BoundedStore(int capacity) {
        this.capacity = capacity;
    }

    /** Whether one more item may come to so many. */
    final boolean hasRoomBeside(int items) {
        return capacity < 0 || items < capacity;
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    @Override
    public final boolean survivesRestart() {
        return false;
    }
}
