package io.tasky.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run says it has come. Immutable.
 *
 * @param fraction from 0 to 1
 * @param text what it is at, or null; user data, which is not shown outside unless that is configured
 * @param at when it said so
 */
public record RunProgress(double fraction, @Nullable String text, Instant at) {

    /** Checks the fraction. */
    public RunProgress {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("The progress of a run is a fraction from 0 to 1, was " + fraction
                    + ". Divide what is done by all there is.");
        }
    }
}
