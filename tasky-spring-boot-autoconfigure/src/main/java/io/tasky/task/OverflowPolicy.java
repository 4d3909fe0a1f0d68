package io.tasky.task;

/** What a full queue does with one more item. Immutable. */
public enum OverflowPolicy {

    /** Makes the producer wait until there is room. The default. */
    BLOCK,

    /** Refuses the item with a {@link QueueFullException}. */
    REJECT,

    /** Drops the item that has waited longest. What is dropped is counted, and listeners are told of it. */
    DROP_OLDEST,

    /** Drops the item that comes. What is dropped is counted, and listeners are told of it. */
    DROP_NEWEST
}
