package io.tasky.task;

/**
 * Who goes first when slots are scarce, and who may use a pool's reserves. The order of the constants is the order of
 * the priorities. Immutable.
 */
public enum TaskPriority {

    /** May use the slots of a pool's size only. */
    LOW,

    /** May also use the slots reserved for NORMAL. The default. */
    NORMAL,

    /** May use every slot of the pool. */
    HIGH,

    /** Starts at once on a thread beyond the slots, and is not counted in them. */
    CRITICAL;

    /**
     * Whether runs of this priority take slots and wait for them.
     *
     * @return false for {@link #CRITICAL} alone
     */
    public boolean usesSlots() {
        return this != CRITICAL;
    }
}
