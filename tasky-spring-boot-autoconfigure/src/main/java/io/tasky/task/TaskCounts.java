package io.tasky.task;

/**
 * How many runs of a task there were since the application started. Immutable.
 *
 * @param waiting accepted and not started
 * @param running started and not ended
 * @param succeeded ended normally
 * @param failed ended with an exception
 * @param cancelled cancelled or interrupted
 * @param timedOut took too long
 * @param rejected refused by a full pool, or discarded from its line
 * @param skipped ticks that started no run
 * @param retries attempts after the first of a run
 */
public record TaskCounts(
        long waiting,
        long running,
        long succeeded,
        long failed,
        long cancelled,
        long timedOut,
        long rejected,
        long skipped,
        long retries) {}
