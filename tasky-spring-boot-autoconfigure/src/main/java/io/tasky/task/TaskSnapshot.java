package io.tasky.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was at one moment. Immutable.
 *
 * @param version grows with every change of the task: of two snapshots, the one with the higher version is the newer
 * @param name the task's name
 * @param kind what makes it run
 * @param pool the pool that runs it
 * @param priority the priority of its runs
 * @param state where the task stood
 * @param schedule its schedule in words, or null if it has none
 * @param nextRun when it is due next, or null if no time is set
 * @param waitingFor why it did not start a run, or null if one was running
 * @param lastRun the run that ended last, or null
 * @param counts how many runs there were
 * @param queue the queue in front of it, or null
 * @param timer the timer of it, or those of its keys, or null
 * @param canBeTriggered whether a trigger says all that a run of it needs
 * @param health whether its failure makes the application's health DOWN
 * @param origin where it was declared
 * @param template what its runs are measured as
 */
public record TaskSnapshot(
        long version,
        String name,
        TaskKind kind,
        String pool,
        TaskPriority priority,
        TaskState state,
        @Nullable String schedule,
        @Nullable Instant nextRun,
        @Nullable WaitingFor waitingFor,
        @Nullable RunSnapshot lastRun,
        TaskCounts counts,
        @Nullable QueueSnapshot queue,
        @Nullable TimerSnapshot timer,
        boolean canBeTriggered,
        boolean health,
        String origin,
        String template) {}
