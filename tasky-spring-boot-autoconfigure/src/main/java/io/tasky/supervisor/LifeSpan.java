package io.tasky.supervisor;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long an application lives with its supervisor. Immutable.
 *
 * @param mode what ends it
 * @param length after which time it ends, more than zero; null unless the mode is {@link Mode#FOR}
 */
public record LifeSpan(Mode mode, @Nullable Duration length) {

    /** Nothing ends it. */
    public static final LifeSpan FOREVER = new LifeSpan(Mode.FOREVER, null);

    /** What ends an application. Immutable. */
    public enum Mode {

        /** Whoever stops it. */
        FOREVER,

        /**
         * That nothing is left to do: no run waits or runs, no timer is armed, the queues are closed and empty, and the
         * periodic tasks have ended. Disabled tasks do not count.
         */
        UNTIL_COMPLETE,

        /** That its time is over; what is due at the very end still runs. */
        FOR
    }

    /** Checks that the two fit. */
    public LifeSpan {
        if (mode == Mode.FOR && length == null) {
            throw new TaskConfigurationException(
                    "tasky.run.mode is 'for', and nothing says for how long.",
                    "Set tasky.run.for to a duration such as 10s, or choose another mode.");
        }
        if (mode != Mode.FOR && length != null) {
            throw new TaskConfigurationException(
                    "tasky.run.mode is '" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + "', and tasky.run.for (" + length + ") wants the mode 'for'.",
                    "Remove one of the two: tasky.run.for needs no mode beside it.");
        }
        if (length != null && (length.isZero() || length.isNegative())) {
            throw new TaskConfigurationException(
                    "tasky.run.for must be more than zero, was " + length + ".",
                    "Set tasky.run.for to a duration such as 10s.");
        }
    }

    /**
     * A life span of which only a part may be said.
     *
     * @param mode what ends it; null for the mode that fits the length
     * @param length after which time it ends, or null
     * @return the life span
     * @throws TaskConfigurationException if the two do not fit
     */
    public static LifeSpan of(@Nullable Mode mode, @Nullable Duration length) {
        if (mode != null) {
            return new LifeSpan(mode, length);
        }
        return length == null ? FOREVER : new LifeSpan(Mode.FOR, length);
    }
}
