package io.tasky.spring;

import io.tasky.task.TaskPriority;
import java.time.Duration;

/**
 * Runs of one priority have waited for a slot of one pool for longer than {@code tasky.start-timeout.warn} or
 * {@code tasky.start-timeout.critical}; they wait still. Published as an event of the application, once for each run and
 * limit. Immutable.
 *
 * @param pool the pool's name
 * @param priority their priority
 * @param critical whether it is the second, longer limit that they have passed
 * @param runs how many they are
 * @param task the task of the first of them, or the name that work submitted in code was given
 * @param runId the id of the first of them
 * @param waited how long that one has waited
 */
public record TaskyWaitingEvent(
        String pool, TaskPriority priority, boolean critical, int runs, String task, String runId, Duration waited) {}
