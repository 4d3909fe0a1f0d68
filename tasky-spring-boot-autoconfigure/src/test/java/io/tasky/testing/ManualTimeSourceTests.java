package io.tasky.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ManualTimeSourceTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ManualTimeSource time = new ManualTimeSource();

    private final List<String> log = new ArrayList<>();

    private Alarm alarm(String name, TaskPriority priority) {
        return time.alarm(priority, () -> log.add(name));
    }

    private void arm(Alarm alarm, int seconds) {
        alarm.reschedule(time.nanoTime() + seconds * SECOND);
    }

    @Test
    void alarmsOfOneMomentGoOffByPriorityAndThenAsTheyWereMade() {
        Alarm low = alarm("low", TaskPriority.LOW);
        Alarm first = alarm("first", TaskPriority.NORMAL);
        Alarm second = time.alarm(() -> log.add("second, without a priority"));
        Alarm critical = alarm("critical", TaskPriority.CRITICAL);
        Alarm early = alarm("early", TaskPriority.LOW);
        arm(low, 2);
        arm(critical, 2);
        arm(second, 2);
        arm(first, 2);
        arm(early, 1);

        time.advance(Duration.ofSeconds(2));
        assertThat(log).containsExactly("early", "critical", "first", "second, without a priority", "low");
    }

    @Test
    void alarmGoesOffOnceAtTheMomentItWasMovedToLast() {
        Alarm alarm = alarm("alarm", TaskPriority.NORMAL);
        arm(alarm, 1);
        arm(alarm, 3);
        time.advance(Duration.ofSeconds(2));
        assertThat(log).isEmpty();
        arm(alarm, 0);
        time.advance(Duration.ZERO);
        time.advance(Duration.ofSeconds(10));
        assertThat(log).containsExactly("alarm");
        arm(alarm, 1);
        alarm.cancel();
        time.advance(Duration.ofSeconds(10));
        assertThat(log).hasSize(1);
    }

    @Test
    void nextMomentIsThatOfWhatBelongsToRuns() {
        assertThat(time.nextDue()).isNull();
        arm(time.alarm(() -> log.add("housekeeping")), 1);
        assertThat(time.nextDue()).isNull();
        arm(alarm("for ever", TaskPriority.HIGH), 0);
        time.advance(Duration.ZERO);
        time.alarm(TaskPriority.HIGH, () -> {}).reschedule(time.nanoTime() + Long.MAX_VALUE / 2);
        assertThat(time.nextDue()).isNull();
        arm(alarm("run", TaskPriority.LOW), 5);
        assertThat(time.nextDue()).isEqualTo(time.nanoTime() + 5 * SECOND);
    }

    @Test
    void alarmsGoOffOneByOne() {
        arm(alarm("one", TaskPriority.NORMAL), 1);
        arm(alarm("two", TaskPriority.NORMAL), 2);
        long target = time.nanoTime() + 3 * SECOND;
        assertThat(time.fireNext(target)).isTrue();
        assertThat(log).containsExactly("one");
        assertThat(time.nanoTime()).isEqualTo(target - 2 * SECOND);
        assertThat(time.fireNext(target)).isTrue();
        assertThat(time.fireNext(target)).isFalse();
        assertThat(time.nanoTime()).isEqualTo(target);
    }

    @Test
    void waitingThreadIsKnownUntilItIsSignalled() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        Thread thread = new Thread(() -> {
            lock.lock();
            try {
                while (time.awaitUntil(lock, condition, time.nanoTime() + SECOND)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        });
        assertThat(time.isWaiting(thread)).isFalse();
        thread.start();
        time.awaitWaiters(1);
        Spin.until(() -> time.isWaiting(thread));
        assertThat(time.nextDue()).isEqualTo(time.nanoTime() + SECOND);
        lock.lock();
        try {
            condition.signalAll();
            Thread other = new Thread(() -> log.add(String.valueOf(time.isWaiting(thread))));
            other.start();
            other.join();
        } finally {
            lock.unlock();
        }
        assertThat(log).containsExactly("false");
        time.awaitWaiters(1);
        thread.interrupt();
        thread.join();
        assertThat(thread.isAlive()).isFalse();
        assertThat(time.isWaiting(thread)).isFalse();
    }
}
