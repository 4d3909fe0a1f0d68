package io.tasky.spring;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A clock that moves when a test says so; it has no alarms. Not thread-safe. */
final class ManualTime implements TimeSource {

    private final Instant origin;

    private long nanos;

    ManualTime(String origin) {
        this.origin = Instant.parse(origin);
    }

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    long at(String instant) {
        return Duration.between(origin, Instant.parse(instant)).toNanos();
    }

    @Override
    public Instant now() {
        return toInstant(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant toInstant(long nanoTime) {
        return origin.plusNanos(nanoTime);
    }

    @Override
    public Alarm alarm(Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) {
        throw new UnsupportedOperationException();
    }
}
