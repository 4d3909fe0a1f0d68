package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SystemTimeSourceTests {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final SystemTimeSource time = SystemTimeSource.create();

    private final BlockingQueue<Long> rings = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        time.close();
    }

    private Alarm alarm() {
        return time.alarm(() -> rings.add(time.nanoTime()));
    }

    @Test
    void onlyActionsOfAlarmsAreOnItsThread() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        time.schedule(time.nanoTime(), () -> inside.complete(time.isAlarmThread()));
        assertThat(inside.get()).isTrue();
        assertThat(time.isAlarmThread()).isFalse();
    }

    @Test
    void cancelledAlarmKeepsItsActionAliveNoLonger() {
        WeakReference<Runnable> action = cancelledInAnHour();
        for (int i = 0; i < 50 && action.get() != null; i++) {
            System.gc();
            awaitNow();
        }
        assertThat(action.get()).isNull();
    }

    private WeakReference<Runnable> cancelledInAnHour() {
        Runnable action = new CompletableFuture<String>()::join;
        time.schedule(time.nanoTime() + Duration.ofHours(1).toNanos(), action).cancel();
        return new WeakReference<>(action);
    }

    /** Returns when everything that is due before now has rung. */
    private void awaitNow() {
        CompletableFuture<String> reached = new CompletableFuture<>();
        time.schedule(time.nanoTime(), () -> reached.complete("now"));
        reached.join();
    }

    @Test
    void alarmNeverGoesOffEarly() throws Exception {
        for (int i = 0; i < 200; i++) {
            long due = time.nanoTime() + i * MILLI / 50;
            alarm().reschedule(due);
            assertThat(rings.take() - due).isNotNegative();
        }
    }

    @Test
    void alarmThatIsPutOffGoesOffOnceAtTheLaterMoment() throws Exception {
        Alarm alarm = alarm();
        long start = time.nanoTime();
        for (int i = 1; i <= 50; i++) {
            alarm.reschedule(start + i * MILLI);
        }
        assertThat(rings.take() - start).isGreaterThanOrEqualTo(50 * MILLI);
        awaitNow();
        assertThat(rings).isEmpty();
    }

    @Test
    void alarmThatIsBroughtForwardGoesOffOnceAtTheEarlierMoment() throws Exception {
        Alarm alarm = alarm();
        long start = time.nanoTime();
        alarm.reschedule(start + Duration.ofHours(1).toNanos());
        alarm.reschedule(start + MILLI);
        assertThat(rings.take() - start).isBetween(MILLI, Duration.ofMinutes(1).toNanos());
        awaitNow();
        assertThat(rings).isEmpty();
    }

    @Test
    void alarmIsArmedAgainAfterItWentOffOrWasCancelled() throws Exception {
        Alarm alarm = alarm();
        alarm.reschedule(time.nanoTime());
        rings.take();
        alarm.reschedule(time.nanoTime() + MILLI);
        rings.take();
        alarm.reschedule(time.nanoTime() + 5 * MILLI);
        alarm.cancel();
        long again = time.nanoTime() + 20 * MILLI;
        alarm.reschedule(again);
        assertThat(rings.take()).isGreaterThanOrEqualTo(again);
        awaitNow();
        assertThat(rings).isEmpty();
    }

    @Test
    void alarmThatMovesForthAndBackManyTimesGoesOffExactlyAsOftenAsItWasArmed() throws Exception {
        Random random = new Random(7);
        Alarm alarm = alarm();
        for (int i = 0; i < 300; i++) {
            long last = 0;
            for (int move = 0; move < 5; move++) {
                last = time.nanoTime() + Duration.ofSeconds(1).toNanos() + random.nextInt(1000);
                alarm.reschedule(last);
            }
            last = time.nanoTime() + random.nextInt(200_000);
            alarm.reschedule(last);
            assertThat(rings.take()).isGreaterThanOrEqualTo(last);
        }
        awaitNow();
        assertThat(rings).isEmpty();
    }

    @Test
    void cancelledAlarmDoesNotGoOff() {
        long due;
        do {
            // A machine that stood still in between has let the alarm go off before it was cancelled, rightly.
            rings.clear();
            Alarm alarm = alarm();
            due = time.nanoTime() + 10 * MILLI;
            alarm.reschedule(due);
            alarm.cancel();
        } while (time.nanoTime() - due >= 0);
        CompletableFuture<String> later = new CompletableFuture<>();
        time.schedule(due + 3 * MILLI, () -> later.complete("later"));
        later.join();
        assertThat(rings).isEmpty();
    }

    @Test
    void actionThatFailsIsLoggedAndOthersGoOff() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            time.schedule(time.nanoTime(), () -> {
                throw new IllegalStateException("action");
            });
            alarm().reschedule(time.nanoTime());
            rings.take();
            assertThat(log.messagesAt(Level.ERROR))
                    .containsExactly("The action of an alarm failed in Tasky's own code");
        }
    }

    @Test
    void waitEndsAtItsDeadlineOrWithTheSignal() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        lock.lock();
        try {
            long deadline = time.nanoTime() + 5 * MILLI;
            boolean inTime = true;
            while (inTime) {
                inTime = time.awaitUntil(lock, condition, deadline);
            }
            assertThat(time.nanoTime()).isGreaterThanOrEqualTo(deadline);
            assertThat(time.awaitUntil(lock, condition, time.nanoTime() - 1)).isFalse();
            Alarm signal = time.alarm(() -> {
                lock.lock();
                try {
                    condition.signalAll();
                } finally {
                    lock.unlock();
                }
            });
            signal.reschedule(time.nanoTime());
            assertThat(time.awaitUntil(
                            lock,
                            condition,
                            time.nanoTime() + Duration.ofHours(1).toNanos()))
                    .isTrue();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void momentKeepsItsTimeOfDayHoweverOftenItIsAskedFor() {
        long moment = time.nanoTime();
        Instant instant = time.toInstant(moment);
        for (int i = 0; i < 1000; i++) {
            assertThat(time.toInstant(moment)).isEqualTo(instant);
        }
        assertThat(time.toInstant(moment + MILLI)).isEqualTo(instant.plusMillis(1));
        assertThat(Duration.between(time.now(), time.toInstant(time.nanoTime())).abs())
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void closedTimeSourceForgetsItsAlarmsAndTakesNewOnesQuietly() {
        Alarm alarm = alarm();
        alarm.reschedule(time.nanoTime() + Duration.ofHours(1).toNanos());
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        time.schedule(time.nanoTime(), () -> thread.complete(Thread.currentThread()));
        Thread clock = thread.join();
        time.close();
        alarm.reschedule(time.nanoTime());
        Spin.until(() -> !clock.isAlive());
        assertThat(clock.getName()).isEqualTo("tasky-time");
        assertThat(rings).isEmpty();
    }
}
