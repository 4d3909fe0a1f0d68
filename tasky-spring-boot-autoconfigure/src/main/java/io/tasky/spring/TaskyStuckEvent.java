package io.tasky.spring;

import java.time.Duration;
import java.util.List;

/**
 * An attempt has gone on for longer than {@code tasky.stuck-after}; it goes on still. Published as an event of the application,
 * once for each attempt. Immutable.
 *
 * @param task the task's name, or the name that work submitted in code was given
 * @param runId the run's id
 * @param attempt which attempt it is, from 1 on
 * @param ran since its start
 * @param stack where its thread was; empty if it has returned a stage that is not complete
 */
public record TaskyStuckEvent(String task, String runId, int attempt, Duration ran, List<StackTraceElement> stack) {

    /** Copies the stack. */
    public TaskyStuckEvent {
        stack = List.copyOf(stack);
    }
}
