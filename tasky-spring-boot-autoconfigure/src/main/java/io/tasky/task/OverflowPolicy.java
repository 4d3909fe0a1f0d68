package io.tasky.task;

/** What a full queue does with one more item. */
public enum OverflowPolicy {

    /** Makes the producer wait until there is room. The default. */
    BLOCK,

    /** Refuses the item with a {@link QueueFullException}. */
    REJECT
}
