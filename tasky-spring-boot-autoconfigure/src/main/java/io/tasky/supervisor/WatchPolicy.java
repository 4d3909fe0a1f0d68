package io.tasky.supervisor;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;

/**
 * After how long a run that waits, or runs, is reported. Zero: never. Immutable.
 *
 * @param warnAfter how long a run may wait for a slot before a WARN
 * @param criticalAfter how long it may wait before an ERROR
 * @param low whether runs of priority LOW are reported too, which are meant to wait
 * @param stuckAfter how long the code of an attempt may go on before it is reported with its stack
 */
public record WatchPolicy(Duration warnAfter, Duration criticalAfter, boolean low, Duration stuckAfter) {

    /** 5 s, 10 s, without LOW, 10 min. */
    public static final WatchPolicy DEFAULT =
            new WatchPolicy(Duration.ofSeconds(5), Duration.ofSeconds(10), false, Duration.ofMinutes(10));

    /** Checks the lengths. */
    public WatchPolicy {
        check("tasky.start-timeout.warn", warnAfter);
        check("tasky.start-timeout.critical", criticalAfter);
        check("tasky.stuck-after", stuckAfter);
        if (!warnAfter.isZero() && !criticalAfter.isZero() && criticalAfter.compareTo(warnAfter) < 0) {
            throw new TaskConfigurationException(
                    "tasky.start-timeout.critical (" + criticalAfter + ") is shorter than tasky.start-timeout.warn ("
                            + warnAfter + ").",
                    "Raise the former, or lower the latter.");
        }
    }

    private static void check(String property, Duration length) {
        if (length.isNegative()) {
            throw new TaskConfigurationException(
                    property + " must not be negative, was " + length + ".",
                    "Set it to zero to switch it off, or above.");
        }
    }
}
