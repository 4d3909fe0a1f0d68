package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The payload of a run that the clock caused: the moment that it stands for. Thread-safe. */
class Tick {

    private final long due;

    /** Guarded by this object's monitor. */
    private @Nullable Instant instant;

    /** For a moment in nanoseconds of the time source. */
    Tick(long due) {
        this.due = due;
    }

    final long due() {
        return due;
    }

    /** Its time of day: the same however often it is asked for, also when somebody sets the clock meanwhile. */
    final synchronized Instant instant(TimeSource time) {
        Instant told = instant;
        if (told == null) {
            told = time.toInstant(due);
            instant = told;
        }
        return told;
    }
}
