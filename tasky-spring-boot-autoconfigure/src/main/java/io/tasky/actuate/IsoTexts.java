package io.tasky.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes times and durations as ISO-8601 texts, no more exactly than somebody can use. Stateless. */
final class IsoTexts {

    private IsoTexts() {}

    static @Nullable String orNull(@Nullable Instant time) {
        return time == null ? null : text(time);
    }

    static @Nullable String orNull(@Nullable Duration duration) {
        return duration == null ? null : text(duration);
    }

    static String text(Instant time) {
        return cut(time).toString();
    }

    /** Whole milliseconds. */
    static Instant cut(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whole milliseconds; below a second whole microseconds, as there are runs that take no millisecond. */
    static String text(Duration duration) {
        boolean isShort = duration.abs().toSeconds() == 0;
        return duration.truncatedTo(isShort ? ChronoUnit.MICROS : ChronoUnit.MILLIS)
                .toString();
    }
}
