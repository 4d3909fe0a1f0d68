package io.tasky.supervisor;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import java.time.Duration;

/**
 * When a timer fires. Immutable.
 *
 * @param delay how long after its latest reset, in nanoseconds
 * @param maxWait how long after its first reset at the latest, in nanoseconds; {@link Long#MAX_VALUE} for no limit
 * @param leading whether it fires at its first reset instead, and this is how long it does not fire again
 */
record TimerRule(long delay, long maxWait, boolean leading) {

    static TimerRule of(TaskDefinition definition) {
        Duration delay = definition.attributes().get(TaskAttribute.DELAY);
        if (delay == null || delay.isNegative()) {
            throw invalid(
                    definition,
                    delay == null ? "has no delay" : "has a delay of " + delay + ", and it must not be negative",
                    "Give it a delay such as 10s.");
        }
        Duration maxWait = definition.attributes().get(TaskAttribute.MAX_WAIT);
        if (maxWait != null && maxWait.compareTo(delay) < 0) {
            throw invalid(
                    definition,
                    "has a maxWait of " + maxWait + ", which is shorter than its delay of " + delay,
                    "Give it a maxWait that is longer than its delay, or none for no limit.");
        }
        return new TimerRule(
                TimeSource.nanosOf(delay),
                maxWait == null ? Long.MAX_VALUE : TimeSource.nanosOf(maxWait),
                definition.get(TaskAttribute.LEADING, false));
    }

    private static TaskConfigurationException invalid(TaskDefinition definition, String problem, String remedy) {
        return new TaskConfigurationException(
                "Task '" + definition.name() + "' (" + definition.origin() + ") " + problem + ".", remedy);
    }

    /** The end of the delay that a reset begins, whose first one was at that moment. */
    long due(long now, long first) {
        return now + Math.min(delay, maxWait - (now - first));
    }

    @Override
    public String toString() {
        return "delay " + Duration.ofNanos(delay)
                + (leading ? ", leading" : "")
                + (maxWait == Long.MAX_VALUE ? "" : ", at the latest after " + Duration.ofNanos(maxWait));
    }
}
