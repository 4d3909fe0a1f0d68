package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A time that a test moves, and which counts how often alarms are set. */
final class CountedAlarms implements TimeSource {

    private final ManualTimeSource time = new ManualTimeSource();

    private final AtomicLong settings = new AtomicLong();

    long settings() {
        return settings.get();
    }

    void advance(Duration step) {
        time.advance(step);
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Instant toInstant(long nanoTime) {
        return time.toInstant(nanoTime);
    }

    @Override
    public Alarm alarm(Runnable action) {
        Alarm alarm = time.alarm(action);
        return new Alarm() {

            @Override
            public void reschedule(long dueNanoTime) {
                settings.incrementAndGet();
                alarm.reschedule(dueNanoTime);
            }

            @Override
            public void cancel() {
                alarm.cancel();
            }
        };
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        return time.awaitUntil(lock, condition, deadlineNanoTime);
    }

    @Override
    public boolean isAlarmThread() {
        return time.isAlarmThread();
    }
}
