package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A clock whose latest alarm goes off when the test says so, however late. Thread-safe. */
final class LateClock implements TimeSource {

    private volatile long now;

    private volatile @Nullable Runnable armed;

    @Override
    public Instant now() {
        return toInstant(now);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant toInstant(long nanoTime) {
        return Instant.EPOCH.plusNanos(nanoTime);
    }

    /** Lets the alarm go off at that moment, whenever it was due. */
    void ringAt(Duration moment) {
        now = moment.toNanos();
        Objects.requireNonNull(armed).run();
    }

    @Override
    public Alarm alarm(Runnable action) {
        return new Alarm() {
            @Override
            public void reschedule(long dueNanoTime) {
                if (dueNanoTime < Duration.ofSeconds(10).toNanos()) {
                    armed = action;
                }
            }

            @Override
            public void cancel() {}
        };
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        if (now >= deadlineNanoTime) {
            return false;
        }
        condition.await();
        return true;
    }
}
