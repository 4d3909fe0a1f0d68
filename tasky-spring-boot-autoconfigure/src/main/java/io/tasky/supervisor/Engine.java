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
 * @param outcomes decides what follows from an attempt
 * @param intake takes work that is submitted again
 * @param commitHolds the runs that are held for a commit
 * @param endWatch where a stop waits for runs to end
 * @param runWatch reports runs that wait or run for too long
 * @param historySize how many ended runs each task keeps
 */
record Engine(
        TimeSource time,
        TaskListeners listeners,
        RunContextCarrier carrier,
        RunIds ids,
        TaskRunner runner,
        RunOutcomes outcomes,
        Intake intake,
        CommitHolds commitHolds,
        EndWatch endWatch,
        RunWatch runWatch,
        int historySize) {}
