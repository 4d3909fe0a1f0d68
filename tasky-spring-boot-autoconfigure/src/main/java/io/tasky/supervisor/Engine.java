package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier;
import io.tasky.task.TimeSource;

/**
 * What every task and run of a supervisor shares. Thread-safe.
 *
 * @param time the clock
 * @param listeners who watches
 * @param carrier what travels from the submitter to the run
 * @param ids the ids of runs
 * @param runner executes attempts
 * @param held the runs that are held for a commit
 * @param endWatch where a stop waits for runs to end
 * @param historySize how many ended runs each task keeps
 */
record Engine(
        TimeSource time,
        TaskListeners listeners,
        RunContextCarrier carrier,
        RunIds ids,
        TaskRunner runner,
        HeldRuns held,
        EndWatch endWatch,
        int historySize) {}
