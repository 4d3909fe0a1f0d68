package io.tasky.spring;

import io.tasky.task.RunStatus;

/**
 * A run failed or timed out for good: no other attempt follows. Published as an event of the application, whether or not
 * somebody holds the run. Immutable.
 *
 * @param task the task's name, or the name that work submitted in code was given
 * @param runId the run's id
 * @param outcome {@link RunStatus#FAILED} or {@link RunStatus#TIMED_OUT}
 * @param attempts how many attempts it had
 * @param failure what the last of them failed with
 */
public record TaskyFailureEvent(String task, String runId, RunStatus outcome, int attempts, Throwable failure) {}
