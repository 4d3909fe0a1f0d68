package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RateLimit;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps timers with keys from running, and what nobody can ask of them. */
@Timeout(20)
class KeyedTimerLimitTests {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes TIMERS =
            TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY).with(TaskAttribute.KEYED, true);

    private final List<@Nullable Object> fired = new CopyOnWriteArrayList<>();

    private final Semaphore begun = new Semaphore(0);

    private final List<CompletableFuture<@Nullable Void>> stages = new CopyOnWriteArrayList<>();

    private TaskTimer<String> timers(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.TIMER, "session", attributes, payload -> fired.add(key(payload)));
        return rig.supervisor.timer("session");
    }

    /** Timers whose runs go on for as long as the test lets them. */
    private TaskTimer<String> slowTimers(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.TIMER, "session", attributes, payload -> {
            fired.add(key(payload));
            return begin();
        });
        return rig.supervisor.timer("session");
    }

    /** What a method returns: whoever calls it here does nothing with it. */
    private Object begin() {
        CompletableFuture<@Nullable Void> stage = new CompletableFuture<>();
        stages.add(stage);
        begun.release();
        Object result = stage;
        return result;
    }

    private static @Nullable Object key(@Nullable Object payload) {
        return ((TimerFiring) Objects.requireNonNull(payload)).key();
    }

    @Test
    void keysThatComeDueWhileTheirTaskIsPausedFireOnceOnResume() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            timers.reset("a");
            timers.pause();
            timers.reset("b");
            rig.advanceAndAwait(DELAY);
            timers.reset("c");
            rig.advanceAndAwait(SECOND);
            assertThat(fired).isEmpty();
            assertThat(timers.pending()).isEqualTo(3);
            assertThat(timers.remaining("a")).isEqualTo(Duration.ZERO);
            assertThat(timers.snapshot().waitingFor()).isEqualTo(WaitingFor.of(Reason.PAUSED));
            assertThat(timers.snapshot().counts().skipped()).isZero();

            timers.resume();
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(fired).containsExactlyInAnyOrder("a", "b");
            rig.advanceAndAwait(DELAY.minus(SECOND));
            assertThat(fired).hasSize(3).last().isEqualTo("c");
            rig.advanceAndAwait(Rig.LONG);
            assertThat(fired).hasSize(3);
        }
    }

    @Test
    void keyThatIsFiredWhileItsTaskIsPausedFiresOnResume() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            timers.reset("a");
            timers.reset("b");
            timers.pause();
            assertThat(timers.fire("a")).isTrue();
            rig.advanceAndAwait(SECOND);
            assertThat(fired).isEmpty();
            assertThat(timers.pending("a")).isTrue();
            timers.resume();
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(fired).containsExactly("a");
            rig.advanceAndAwait(Rig.LONG);
            assertThat(fired).containsExactly("a", "b");
        }
    }

    @Test
    void runsThatWaitForASlotWhenTheirTaskIsPausedFireOnceOnResume() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            List.of("a", "b", "c").forEach(timers::reset);
            rig.advance(DELAY);
            assertThat(timers.snapshot().counts().waiting()).isEqualTo(2);
            timers.pause();
            blocker.countDown();
            rig.awaitIdle();
            assertThat(fired).isEmpty();
            timers.resume();
            rig.advanceAndAwait(Duration.ZERO);
            rig.until(() -> fired.size() >= 3);
            rig.advanceAndAwait(Rig.LONG);
            assertThat(fired).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void noMoreKeysRunAtTheSameTimeThanMay() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = slowTimers(rig, TIMERS.with(TaskAttribute.MAX_CONCURRENT, 2));
            List.of("a", "b", "c", "d").forEach(timers::reset);
            rig.advance(DELAY);
            begun.acquire(2);
            assertThat(fired).hasSize(2);
            assertThat(Objects.requireNonNull(timers.snapshot().waitingFor()).text())
                    .isEqualTo("maxConcurrent 2 of 2");
            stages.get(0).complete(null);
            begun.acquire();
            assertThat(fired).hasSize(3);
            stages.get(1).complete(null);
            begun.acquire();
            stages.forEach(stage -> stage.complete(null));
            rig.awaitIdle();
            assertThat(fired).containsExactlyInAnyOrder("a", "b", "c", "d");
            assertThat(timers.snapshot().counts().succeeded()).isEqualTo(4);
        }
    }

    @Test
    void noMoreKeysFireInASpanThanTheRateAllows() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS.with(TaskAttribute.RATE_LIMIT, new RateLimit(2, SECOND)));
            List.of("a", "b", "c", "d", "e").forEach(timers::reset);
            rig.advanceAndAwait(DELAY);
            assertThat(fired).hasSize(2);
            rig.advanceAndAwait(SECOND.minusNanos(1));
            assertThat(fired).hasSize(2);
            rig.advanceAndAwait(Duration.ofNanos(1));
            assertThat(fired).hasSize(4);
            rig.advanceAndAwait(SECOND);
            assertThat(fired).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        }
    }

    /** The key fires again while its run waits for a place: once more, and not beside it. */
    @Test
    void keyThatFiresAgainWhileItsRunWaitsForAPlaceRunsOnceMore() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = slowTimers(rig, TIMERS.with(TaskAttribute.MAX_CONCURRENT, 1));
            timers.reset("a");
            rig.advance(SECOND);
            timers.reset("b");
            rig.advance(DELAY);
            begun.acquire();
            timers.reset("b");
            rig.advance(DELAY);
            timers.reset("b");
            rig.advance(DELAY);
            for (int ended = 0; ended < 3; ended++) {
                assertThat(stages).hasSize(ended + 1);
                stages.get(ended).complete(null);
                if (ended < 2) {
                    begun.acquire();
                }
            }
            rig.awaitIdle();
            rig.advanceAndAwait(Rig.LONG);
            assertThat(fired).containsExactly("a", "b", "b");
        }
    }

    @Test
    void triggerNamesNoKeyAndSaysWhatToCallInstead() {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            timers.reset("a");
            assertThatThrownBy(timers::trigger)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("The timer 'session' has keys, and a trigger names none. Call fire(key) or fire()"
                            + " instead.");
            assertThat(timers.pending("a")).isTrue();
            assertThat(timers.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    void callInCodeIsRefused() {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            assertThatThrownBy(() -> rig.supervisor.call("session", null)).isInstanceOf(UnknownNameException.class);
            assertThatThrownBy(() -> rig.supervisor.call("session", "a")).isInstanceOf(UnknownNameException.class);
            assertThat(timers.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // As a caller does whose compiler does not check it.
    void keyThatIsNullIsRefusedWhateverIsAsked() {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            String text = "The timer 'session' has keys, and null is none. Give it a key.";
            String none = null;
            assertThatIllegalStateException()
                    .isThrownBy(() -> timers.reset(none))
                    .withMessage(text);
            assertThatIllegalStateException()
                    .isThrownBy(() -> timers.cancel(none))
                    .withMessage(text);
            assertThatIllegalStateException()
                    .isThrownBy(() -> timers.fire(none))
                    .withMessage(text);
            assertThatIllegalStateException()
                    .isThrownBy(() -> timers.pending(none))
                    .withMessage(text);
            assertThatIllegalStateException()
                    .isThrownBy(() -> timers.remaining(none))
                    .withMessage(text);
        }
    }

    @Test
    void keyThatNobodyHasResetIsNotPending() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskTimer<String> timers = timers(rig, TIMERS);
            assertThat(timers.cancel("a")).isFalse();
            assertThat(timers.fire("a")).isFalse();
            assertThat(timers.pending("a")).isFalse();
            assertThat(timers.remaining("a")).isNull();
            rig.advanceAndAwait(Rig.LONG);
            assertThat(fired).isEmpty();
        }
    }
}
