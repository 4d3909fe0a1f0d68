package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every source of time keeps to: its test extends this one. Used by one thread. */
@Timeout(60)
public abstract class TimeSourceContract {

    private static final Duration STEP = Duration.ofMillis(2);

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger fired = new AtomicInteger();

    /** Creates the contract's tests. */
    protected TimeSourceContract() {}

    /**
     * The source of time that the test is about, the same one at each call.
     *
     * @return the source
     */
    protected abstract TimeSource time();

    /**
     * Lets time go on, by that length or more. When this returns, what was due by then has gone off.
     *
     * @param length a few milliseconds
     */
    protected abstract void pass(Duration length);

    private long in(Duration length) {
        return time().nanoTime() + length.toNanos();
    }

    private TimeSource.Alarm counter() {
        return time().alarm(fired::incrementAndGet);
    }

    @Test
    void timeGoesOnAndNeverBack() {
        long before = time().nanoTime();
        pass(STEP);
        assertThat(time().nanoTime() - before).isGreaterThanOrEqualTo(STEP.toNanos());
    }

    @Test
    void momentsAreTimesOfDayAsFarApart() {
        long now = time().nanoTime();
        assertThat(Duration.between(time().toInstant(now), time().toInstant(now + HOUR.toNanos())))
                .isEqualTo(HOUR);
        assertThat(Duration.between(time().now(), time().toInstant(time().nanoTime()))
                        .abs())
                .isLessThan(HOUR);
    }

    @Test
    void alarmGoesOffOnceWhenItIsDue() {
        counter().reschedule(in(STEP));
        pass(STEP);
        pass(STEP);
        assertThat(fired).hasValue(1);
    }

    @Test
    void alarmThatIsNotArmedOrNotDueDoesNotGoOff() {
        counter();
        TimeSource.Alarm later = counter();
        later.reschedule(in(HOUR));
        pass(STEP);
        assertThat(fired).hasValue(0);
        later.cancel();
    }

    @Test
    void momentInThePastMeansAtOnce() {
        time().schedule(in(Duration.ofSeconds(-1)), fired::incrementAndGet);
        pass(STEP);
        assertThat(fired).hasValue(1);
    }

    @Test
    void alarmThatWasPutOffOrCancelledDoesNotGoOff() {
        TimeSource.Alarm later = counter();
        later.reschedule(in(HOUR));
        later.reschedule(in(HOUR.multipliedBy(2)));
        TimeSource.Alarm never = counter();
        never.reschedule(in(HOUR));
        never.cancel();
        pass(STEP);
        assertThat(fired).hasValue(0);
        later.cancel();
    }

    @Test
    void alarmCanBeMovedForwardAndArmedAnew() {
        TimeSource.Alarm alarm = counter();
        alarm.reschedule(in(HOUR));
        alarm.reschedule(in(STEP));
        pass(STEP);
        alarm.reschedule(in(STEP));
        pass(STEP);
        assertThat(fired).hasValue(2);
    }

    @Test
    void actionKnowsThatItIsOne() {
        AtomicBoolean within = new AtomicBoolean();
        time().schedule(in(STEP), () -> within.set(time().isAlarmThread()));
        pass(STEP);
        assertThat(within).isTrue();
        assertThat(time().isAlarmThread()).isFalse();
    }

    @Test
    void waitUntilAMomentThatHasPassedIsNone() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        lock.lock();
        try {
            assertThat(time().awaitUntil(lock, never, in(Duration.ZERO))).isFalse();
        } finally {
            lock.unlock();
        }
    }
}
