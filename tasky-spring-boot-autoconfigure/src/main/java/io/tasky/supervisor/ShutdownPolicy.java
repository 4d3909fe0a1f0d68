package io.tasky.supervisor;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;

/**
 * How long a stop may take. Runs may end by themselves until {@code stopGrace} before the end of {@code await}; then they
 * are asked to stop; one fifth of {@code stopGrace} before the end they are interrupted. Immutable.
 *
 * @param await the whole time a stop may take
 * @param stopGrace how much of it is left when runs are asked to stop
 */
public record ShutdownPolicy(Duration await, Duration stopGrace) {

    /** The policy of a supervisor that is told nothing else. */
    public static final ShutdownPolicy DEFAULT = new ShutdownPolicy(Duration.ofSeconds(30), Duration.ofSeconds(5));

    private static final int INTERRUPT_SHARE = 5;

    /** Checks the times. */
    public ShutdownPolicy {
        if (await.isNegative() || stopGrace.isNegative()) {
            throw new TaskConfigurationException(
                    "tasky.shutdown: await and stop-grace must not be negative, were " + await + " and " + stopGrace
                            + ".",
                    "Give durations such as 30s and 5s.");
        }
        if (stopGrace.compareTo(await) > 0) {
            throw new TaskConfigurationException(
                    "tasky.shutdown: stop-grace (" + stopGrace + ") is longer than await (" + await
                            + "), which it is a part of.",
                    "Lower tasky.shutdown.stop-grace or raise tasky.shutdown.await.");
        }
    }

    Duration askAfter() {
        return await.minus(stopGrace);
    }

    Duration interruptAfter() {
        return await.minus(stopGrace.dividedBy(INTERRUPT_SHARE));
    }
}
