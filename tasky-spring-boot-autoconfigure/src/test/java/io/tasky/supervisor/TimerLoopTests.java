package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimerLoopTests {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private static final Duration ALMOST = DELAY.minusNanos(1);

    private static final TaskAttributes TIMER = TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY);

    private final Rig rig = new Rig();

    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        rig.close();
    }

    private TaskTimer<Void> timer(TaskAttributes attributes) {
        rig.register(TaskKind.TIMER, "flush", attributes, payload -> runs.incrementAndGet());
        return rig.supervisor.timer("flush");
    }

    @Test
    void timerFiresOnceItsDelayAfterTheStart() throws Exception {
        TaskTimer<Void> timer = timer(TIMER);
        rig.advanceAndAwait(DELAY);
        assertThat(runs).hasValue(0);
        rig.started();
        assertThat(timer.snapshot().nextRun()).isEqualTo(rig.time.now().plus(DELAY));
        rig.advanceAndAwait(ALMOST);
        assertThat(runs).hasValue(0);
        rig.advanceAndAwait(Duration.ofNanos(1));
        assertThat(runs).hasValue(1);
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(1);
        assertThat(timer.snapshot().waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.NOT_ARMED));
    }

    @Test
    void resetStartsTheDelayAnewAndArmsTimerThatHasFired() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        for (int i = 0; i < 5; i++) {
            rig.advanceAndAwait(ALMOST);
            timer.reset();
        }
        assertThat(runs).hasValue(0);
        rig.advanceAndAwait(DELAY);
        assertThat(runs).hasValue(1);
        timer.reset();
        rig.advanceAndAwait(DELAY);
        assertThat(runs).hasValue(2);
    }

    @Test
    void timerWithoutAutoStartWaitsForItsFirstReset() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER.with(TaskAttribute.AUTO_START, false));
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(0);
        timer.reset();
        rig.advanceAndAwait(DELAY);
        assertThat(runs).hasValue(1);
    }

    @Test
    void resetBeforeTheStartIsRememberedAndItsDelayBeginsWithTheStart() throws Exception {
        TaskTimer<Void> timer = timer(TIMER.with(TaskAttribute.AUTO_START, false));
        timer.reset();
        rig.advanceAndAwait(Rig.LONG);
        rig.started();
        rig.advanceAndAwait(ALMOST);
        assertThat(runs).hasValue(0);
        rig.advanceAndAwait(Duration.ofNanos(1));
        assertThat(runs).hasValue(1);
    }

    @Test
    void disabledTimerDoesNotFireAndRemembersItsReset() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        timer.disable();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(0);
        timer.reset();
        timer.enable();
        rig.advanceAndAwait(ALMOST);
        assertThat(runs).hasValue(0);
        rig.advanceAndAwait(Duration.ofNanos(1));
        assertThat(runs).hasValue(1);
    }

    @Test
    void timerThatFiresWhileItsRunGoesOnRunsOnceMoreAfterwards() throws Exception {
        rig.started();
        CompletableFuture<String> end = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        rig.register(TaskKind.TIMER, "flush", TIMER, payload -> {
            int number = runs.incrementAndGet();
            running.countDown();
            return number == 1 ? end.join() : null;
        });
        TaskTimer<Void> timer = rig.supervisor.timer("flush");
        rig.advance(DELAY);
        running.await();
        for (int i = 0; i < 3; i++) {
            timer.reset();
            rig.advance(DELAY);
        }
        assertThat(runs).hasValue(1);
        end.complete("over");
        rig.awaitIdle();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(2);
    }

    @Test
    void timerThatCameDueWhileQuietFiresOnceOnResume() throws Exception {
        rig.started();
        timer(TIMER);
        rig.supervisor.quiet();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(0);
        rig.supervisor.resume();
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(runs).hasValue(1);
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(1);
    }

    @Test
    void timerThatFiredAgainBeforeTheQuietFiresOnceOnResume() throws Exception {
        rig.started();
        CompletableFuture<String> end = new CompletableFuture<>();
        rig.register(TaskKind.TIMER, "flush", TIMER, payload -> runs.incrementAndGet() == 1 ? end.join() : null);
        TaskTimer<Void> timer = rig.supervisor.timer("flush");
        rig.advance(DELAY);
        timer.reset();
        rig.advance(DELAY);
        rig.supervisor.quiet();
        end.complete("over");
        rig.awaitIdle();
        assertThat(runs).hasValue(1);
        rig.supervisor.resume();
        rig.advanceAndAwait(Duration.ZERO);
        rig.advanceAndAwait(Rig.LONG);
        assertThat(runs).hasValue(2);
    }

    @Test
    void timerKeepsItsMomentThroughStopAndStart() throws Exception {
        rig.started();
        timer(TIMER);
        rig.supervisor.stop();
        rig.started();
        rig.advanceAndAwait(DELAY);
        assertThat(runs).hasValue(1);
    }

    @Test
    void runKnowsTheEndOfItsDelay() throws Exception {
        rig.started();
        CompletableFuture<Object> scheduled = new CompletableFuture<>();
        TaskControl task = rig.register(
                TaskKind.TIMER,
                "flush",
                TIMER,
                payload -> scheduled.complete(TaskContext.current().scheduledTime()));
        assertThat(task.snapshot().schedule()).isEqualTo("delay PT10S");
        Object due = rig.time.now().plus(DELAY);
        rig.advanceAndAwait(DELAY);
        assertThat(scheduled).isCompletedWithValue(due);
    }
}
