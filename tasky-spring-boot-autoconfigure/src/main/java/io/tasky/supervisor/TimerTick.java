package io.tasky.supervisor;

import io.tasky.task.TimerFiring;
import org.jspecify.annotations.Nullable;

/** The payload of a run of a timer that has a key or an event. Thread-safe. */
final class TimerTick extends Tick {

    private final @Nullable KeyTimer timer;

    private final @Nullable Object event;

    TimerTick(long due, @Nullable KeyTimer timer, @Nullable Object event) {
        super(due);
        this.timer = timer;
        this.event = event;
    }

    /** The timer of the key, or null for a timer without keys. */
    @Nullable
    KeyTimer timer() {
        return timer;
    }

    @Nullable
    Object event() {
        return event;
    }

    /** What the body gets: null where the clock was all there was. */
    static @Nullable TimerFiring firing(DefaultTaskRun<?> run) {
        return run.rawPayload() instanceof TimerTick tick
                ? new TimerFiring(tick.timer == null ? null : tick.timer.key(), tick.event)
                : null;
    }

    static boolean isKeyed(@Nullable Object payload) {
        return payload instanceof TimerTick tick && tick.timer != null;
    }
}
