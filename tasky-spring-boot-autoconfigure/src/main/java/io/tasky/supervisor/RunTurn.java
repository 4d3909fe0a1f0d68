package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.TaskPriority;

/** An entry of a pool that executes attempts of runs. Thread-safe. */
abstract class RunTurn extends PoolEntry {

    RunTurn(TaskPriority priority) {
        super(priority);
    }

    /** The stage that an attempt returned is complete, for which this entry kept its slot. */
    void stageEnded() {
        close();
    }
}
