package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import io.tasky.task.TimerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done to a timer from outside: cancelled, fired, asked, reset by events. */
@Timeout(20)
class TimerSteeringTests {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private static final TaskAttributes TIMER =
            TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY).with(TaskAttribute.AUTO_START, false);

    private static final TaskAttributes WORKER = TIMER.with(TaskAttribute.DELAY, Duration.ZERO);

    private final Rig rig = new Rig();

    private final List<Object> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private TaskTimer<Void> timer(TaskAttributes attributes) {
        rig.register(TaskKind.TIMER, "flush", attributes, payload -> handled.add(eventOf(payload)));
        return rig.supervisor.timer("flush");
    }

    static Object eventOf(@Nullable Object payload) {
        return payload instanceof TimerFiring firing && firing.event() != null ? firing.event() : "none";
    }

    private void event(String event) {
        ((EventTimer) rig.supervisor.timer("flush")).reset(null, event);
    }

    @Test
    void cancelledTimerDoesNotFireUntilItIsReset() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        timer.reset();
        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(handled).isEmpty();
        timer.reset();
        rig.advanceAndAwait(DELAY);
        assertThat(handled).hasSize(1);
    }

    @Test
    void resetBeforeTheStartCanBeCancelled() throws Exception {
        TaskTimer<Void> timer = timer(TIMER.with(TaskAttribute.AUTO_START, true));
        assertThat(timer.pending()).isOne();
        assertThat(timer.cancel()).isTrue();
        rig.started();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(handled).isEmpty();
    }

    @Test
    void pendingTimerFiresNowAndNotAgain() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        timer.reset();
        assertThat(timer.fire()).isTrue();
        rig.awaitIdle();
        assertThat(handled).hasSize(1);
        rig.advanceAndAwait(Rig.LONG);
        assertThat(handled).hasSize(1);
    }

    @Test
    void timerThatIsNotPendingDoesNotFire() throws Exception {
        rig.started();
        assertThat(timer(TIMER).fire()).isFalse();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(handled).isEmpty();
    }

    @Test
    void timerThatIsFiredWhileQuietFiresOnResume() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        timer.reset();
        rig.supervisor.quiet();
        assertThat(timer.fire()).isTrue();
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(handled).isEmpty();
        assertThat(timer.pending()).isOne();
        rig.supervisor.resume();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(handled).hasSize(1);
    }

    @Test
    void resetWhileQuietCountsFromThere() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        rig.supervisor.quiet();
        timer.reset();
        rig.advance(Duration.ofSeconds(6));
        rig.supervisor.resume();
        rig.advanceAndAwait(Duration.ofSeconds(3));
        assertThat(handled).isEmpty();
        rig.advanceAndAwait(Duration.ofSeconds(1));
        assertThat(handled).hasSize(1);
    }

    @Test
    void timerTellsWhetherItIsPendingAndForHowLong() throws Exception {
        TaskTimer<Void> timer = timer(TIMER);
        assertThat(timer.pending()).isZero();
        assertThat(timer.remaining()).isNull();
        timer.reset();
        assertThat(timer.remaining()).isEqualTo(DELAY);
        assertThat(timer.snapshot().timer()).isEqualTo(new TimerSnapshot(false, 1, null));
        rig.started();
        rig.advance(Duration.ofSeconds(4));
        assertThat(timer.pending()).isOne();
        assertThat(timer.remaining()).isEqualTo(Duration.ofSeconds(6));
        assertThat(timer.snapshot().timer())
                .isEqualTo(new TimerSnapshot(false, 1, rig.time.now().plusSeconds(6)));
        rig.supervisor.quiet();
        rig.advance(DELAY);
        assertThat(timer.remaining()).isEqualTo(Duration.ZERO);
        rig.supervisor.resume();
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(timer.pending()).isZero();
        assertThat(timer.remaining()).isNull();
        assertThat(timer.snapshot().timer()).isEqualTo(new TimerSnapshot(false, 0, null));
    }

    @Test
    void timerWithoutKeysRefusesThem() {
        timer(TIMER);
        TaskTimer<String> timer = rig.supervisor.timer("flush");
        String text = "The timer 'flush' has no keys. Leave the key out.";
        assertThatIllegalStateException().isThrownBy(() -> timer.reset("a")).withMessage(text);
        assertThatIllegalStateException().isThrownBy(() -> timer.cancel("a")).withMessage(text);
        assertThatIllegalStateException().isThrownBy(() -> timer.fire("a")).withMessage(text);
        assertThatIllegalStateException().isThrownBy(() -> timer.pending("a")).withMessage(text);
        assertThatIllegalStateException().isThrownBy(() -> timer.remaining("a")).withMessage(text);
        assertThatIllegalStateException()
                .isThrownBy(() -> ((EventTimer) timer).reset("a", "event"))
                .withMessage(text);
    }

    @Test
    void runGetsTheLatestEventOnce() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        event("first");
        event("second");
        rig.advanceAndAwait(DELAY);
        timer.reset();
        rig.advanceAndAwait(DELAY);
        assertThat(handled).containsExactly("second", "none");
    }

    @Test
    void resetByHandKeepsTheEvent() throws Exception {
        rig.started();
        TaskTimer<Void> timer = timer(TIMER);
        event("first");
        timer.reset();
        rig.advanceAndAwait(DELAY);
        assertThat(handled).containsExactly("first");
    }

    @Test
    void workerRunsAtOnceWithoutThatTimeMoves() throws Exception {
        rig.started();
        timer(WORKER);
        event("now");
        rig.awaitIdle();
        assertThat(handled).containsExactly("now");
    }

    @Test
    void eventsWhileTheWorkerRunsLeadToOneMoreRunWithTheLatest() throws Exception {
        rig.started();
        CompletableFuture<String> end = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        rig.register(TaskKind.TIMER, "flush", WORKER, payload -> {
            handled.add(eventOf(payload));
            running.countDown();
            return handled.size() == 1 ? end.join() : null;
        });
        event("first");
        running.await();
        event("second");
        event("third");
        assertThat(rig.supervisor.timer("flush").pending()).isOne();
        end.complete("over");
        rig.awaitIdle();
        assertThat(handled).containsExactly("first", "third");
    }

    @Test
    void runThatCannotBeMadeIsTriedAgainWithItsEvent() throws Exception {
        try (Rig failing = new Rig(builder -> builder.contextCarrier(new FailingCarrier())).started()) {
            failing.register(TaskKind.TIMER, "flush", TIMER, payload -> handled.add(eventOf(payload)));
            ((EventTimer) failing.supervisor.timer("flush")).reset(null, "event");
            assertThatIllegalStateException()
                    .isThrownBy(() -> failing.advance(DELAY))
                    .withMessage("no context");
            failing.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(handled).containsExactly("event");
        }
    }
}
