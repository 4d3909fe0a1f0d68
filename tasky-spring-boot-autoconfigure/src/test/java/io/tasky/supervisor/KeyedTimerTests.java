package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeyedTimerTests {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes TIMERS =
            TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY).with(TaskAttribute.KEYED, true);

    private final Rig rig = new Rig();

    private final List<String> fired = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private TaskTimer<String> timers(TaskAttributes attributes) {
        return timers(rig, attributes);
    }

    private TaskTimer<String> timers(Rig place, TaskAttributes attributes) {
        place.register(TaskKind.TIMER, "session", attributes, payload -> fired.add(keyOf(payload)));
        return place.supervisor.timer("session");
    }

    private static String keyOf(@Nullable Object payload) {
        return payload instanceof TimerFiring firing ? String.valueOf(firing.key()) : "none";
    }

    @Test
    void eachKeyFiresOnceItsDelayAfterItsLatestReset() throws Exception {
        rig.started();
        TaskTimer<String> timers = timers(TIMERS);
        timers.reset("a");
        rig.advanceAndAwait(SECOND);
        timers.reset("b");
        rig.advanceAndAwait(SECOND);
        timers.reset("a");
        rig.advanceAndAwait(DELAY.minus(SECOND));
        assertThat(fired).containsExactly("b");
        rig.advanceAndAwait(SECOND.minusNanos(1));
        assertThat(fired).containsExactly("b");
        rig.advanceAndAwait(Duration.ofNanos(1));
        assertThat(fired).containsExactly("b", "a");
        rig.advanceAndAwait(Rig.LONG);
        timers.reset("a");
        rig.advanceAndAwait(Rig.LONG);
        assertThat(fired).containsExactly("b", "a", "a");
    }

    @Test
    void noKeyIsArmedAtTheStart() throws Exception {
        rig.started();
        TaskTimer<String> timers = timers(TIMERS.with(TaskAttribute.AUTO_START, true));
        rig.advanceAndAwait(Rig.LONG);
        assertThat(fired).isEmpty();
        assertThat(timers.snapshot().waitingFor()).isEqualTo(WaitingFor.of(Reason.NOT_ARMED));
    }

    @Test
    void oneKeyIsCancelledAndFiredAloneAndAllTogether() throws Exception {
        rig.started();
        TaskTimer<String> timers = timers(TIMERS);
        List.of("a", "b", "c", "d").forEach(timers::reset);
        assertThat(timers.cancel("a")).isTrue();
        assertThat(timers.cancel("a")).isFalse();
        assertThat(timers.fire("a")).isFalse();
        assertThat(timers.fire("b")).isTrue();
        rig.awaitIdle();
        assertThat(fired).containsExactly("b");
        assertThat(timers.fire()).isTrue();
        assertThat(timers.fire()).isFalse();
        rig.awaitIdle();
        assertThat(fired).containsExactlyInAnyOrder("b", "c", "d");
        List.of("e", "f").forEach(timers::reset);
        assertThat(timers.cancel()).isTrue();
        assertThat(timers.cancel()).isFalse();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(fired).hasSize(3);
    }

    @Test
    void timersTellWhatIsPendingAndForHowLong() throws Exception {
        TaskTimer<String> timers = timers(TIMERS);
        timers.reset("early");
        assertThat(timers.pending("early")).isTrue();
        assertThat(timers.remaining("early")).isEqualTo(DELAY);
        assertThat(timers.snapshot().timer()).isEqualTo(new TimerSnapshot(true, 1, null));
        rig.started();
        timers.cancel();

        timers.reset("a");
        rig.advance(SECOND);
        timers.reset("b");
        timers.reset("a");
        rig.advance(SECOND);
        timers.reset("a");
        assertThat(timers.pending()).isEqualTo(2);
        assertThat(timers.pending("a")).isTrue();
        assertThat(timers.pending("c")).isFalse();
        assertThat(timers.remaining("a")).isEqualTo(DELAY);
        assertThat(timers.remaining("b")).isEqualTo(DELAY.minus(SECOND));
        assertThat(timers.remaining("c")).isNull();
        assertThat(timers.remaining()).isEqualTo(DELAY.minus(SECOND));
        assertThat(timers.snapshot().timer())
                .isEqualTo(new TimerSnapshot(true, 2, rig.time.now().plusSeconds(9)));
        assertThat(timers.snapshot().nextRun()).isEqualTo(rig.time.now().plusSeconds(9));
        assertThat(timers.snapshot().waitingFor())
                .isEqualTo(WaitingFor.until(Reason.NOT_DUE, rig.time.now().plusSeconds(9)));
        rig.advanceAndAwait(DELAY);
        assertThat(timers.pending()).isZero();
        assertThat(timers.remaining()).isNull();
    }

    @Test
    void resetsBeforeTheStartAndOnADisabledTaskBeginTheirDelayWithTheOpening() throws Exception {
        TaskTimer<String> timers = timers(TIMERS);
        timers.reset("a");
        rig.advanceAndAwait(Rig.LONG);
        rig.started();
        rig.advanceAndAwait(DELAY.minusNanos(1));
        assertThat(fired).isEmpty();
        rig.advanceAndAwait(Duration.ofNanos(1));
        assertThat(fired).containsExactly("a");

        timers.disable();
        timers.reset("b");
        rig.advanceAndAwait(Rig.LONG);
        timers.enable();
        rig.advanceAndAwait(DELAY.minusNanos(1));
        assertThat(fired).containsExactly("a");
        rig.advanceAndAwait(Duration.ofNanos(1));
        assertThat(fired).containsExactly("a", "b");
    }

    @Test
    void earlyResetWithinTheDelayOfALeadingKeyIsNotPendingOnceTheTaskIsEnabled() throws Exception {
        rig.started();
        TaskTimer<String> timers = timers(TIMERS.with(TaskAttribute.LEADING, true));
        timers.reset("a");
        rig.advanceAndAwait(SECOND);
        timers.disable();
        timers.reset("a");
        assertThat(timers.pending()).isOne();
        timers.enable();
        assertThat(timers.pending("a")).isFalse();
        assertThat(timers.pending()).isZero();
        rig.advanceAndAwait(DELAY);
        assertThat(fired).containsExactly("a");
        assertThat(timers.pending()).isZero();
    }

    @Test
    void keysThatCameDueWhileQuietFireOnceOnResume() throws Exception {
        rig.started();
        TaskTimer<String> timers = timers(TIMERS);
        timers.reset("a");
        rig.supervisor.quiet();
        timers.reset("b");
        rig.advanceAndAwait(Rig.LONG);
        timers.reset("c");
        assertThat(fired).isEmpty();
        rig.supervisor.resume();
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(fired).containsExactlyInAnyOrder("a", "b");
        rig.advanceAndAwait(Rig.LONG);
        assertThat(fired).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void keysSurviveAStopAndAStart() throws Exception {
        rig.started();
        timers(TIMERS).reset("a");
        rig.supervisor.stop();
        rig.started();
        rig.advanceAndAwait(DELAY);
        assertThat(fired).containsExactly("a");
    }

    @Test
    void runsOfOneKeyDoNotOverlapAndRunsOfDifferentKeysDo() throws Exception {
        rig.started();
        CountDownLatch bothRun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        rig.register(TaskKind.TIMER, "session", TIMERS, payload -> {
            fired.add(keyOf(payload));
            bothRun.countDown();
            end.await();
            return null;
        });
        TaskTimer<String> timers = rig.supervisor.timer("session");
        timers.reset("a");
        timers.reset("b");
        rig.advance(DELAY);
        bothRun.await();
        for (int i = 0; i < 3; i++) {
            timers.reset("a");
            rig.advance(DELAY);
        }
        timers.reset("a");
        assertThat(fired).hasSize(2);
        assertThat(timers.pending("a")).isTrue();
        assertThat(timers.remaining("a")).isEqualTo(Duration.ZERO);
        end.countDown();
        rig.awaitIdle();
        assertThat(fired).hasSize(3).last().isEqualTo("a");
        rig.advanceAndAwait(DELAY);
        assertThat(fired).hasSize(4);
    }

    @Test
    void cancelledKeyDoesNotRunOnceMore() throws Exception {
        rig.started();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        rig.register(TaskKind.TIMER, "session", TIMERS, payload -> {
            fired.add(keyOf(payload));
            running.countDown();
            end.await();
            return null;
        });
        TaskTimer<String> timers = rig.supervisor.timer("session");
        timers.reset("a");
        rig.advance(DELAY);
        running.await();
        timers.reset("a");
        rig.advance(DELAY);
        assertThat(timers.cancel("a")).isTrue();
        end.countDown();
        rig.awaitIdle();
        rig.advanceAndAwait(Rig.LONG);
        assertThat(fired).containsExactly("a");
    }

    @Test
    void keysThatFindTheLineFullHoldBackAndLoseNothing() throws Exception {
        Set<String> expected = new TreeSet<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(1_000);
        try (Rig narrow = Rig.narrow(3).started()) {
            narrow.register(TaskKind.TIMER, "session", TIMERS, payload -> {
                seen.add(keyOf(payload));
                all.countDown();
                return null;
            });
            TaskTimer<String> timers = narrow.supervisor.timer("session");
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            for (int i = 0; i < 1_000; i++) {
                expected.add("key" + i);
                timers.reset("key" + i);
            }
            narrow.advance(DELAY);
            assertThat(timers.snapshot().waitingFor())
                    .extracting(WaitingFor::reason)
                    .isEqualTo(Reason.POOL_FULL);
            assertThat(timers.snapshot().counts().waiting()).isEqualTo(4);
            assertThat(timers.pending()).isEqualTo(996);
            blocker.countDown();
            all.await();
            narrow.awaitIdle();
            assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(timers.snapshot().counts().succeeded()).isEqualTo(1_000);
            assertThat(timers.snapshot().counts().rejected()).isZero();
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void keyThatIsHeldBackWhenItsTaskIsDisabledFiresWhenThatIsEnabled() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            TaskTimer<String> timers = timers(narrow, TIMERS);
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            timers.reset("a");
            narrow.advance(DELAY);
            timers.disable();
            blocker.countDown();
            narrow.awaitIdle();
            narrow.until(() -> timers.pending() > 0);
            assertThat(fired).isEmpty();
            timers.enable();
            narrow.advanceAndAwait(Duration.ZERO);
            assertThat(fired).containsExactly("a");
            narrow.advanceAndAwait(Rig.LONG);
            assertThat(fired).hasSize(1);
        }
    }

    @Test
    void keysOfOneMomentHaveRunsOfTheirOwn() throws Exception {
        rig.started();
        Set<String> keys = ConcurrentHashMap.newKeySet();
        rig.register(
                TaskKind.TIMER,
                "session",
                TIMERS,
                payload -> keys.add(TaskContext.current().idempotencyKey()));
        TaskTimer<String> timers = rig.supervisor.timer("session");
        timers.reset("a");
        timers.reset("b");
        rig.advanceAndAwait(DELAY);
        assertThat(keys).hasSize(2);
    }

    @Test
    void tensOfThousandsOfKeysFireInTheOrderOfTheirMoments() throws Exception {
        try (Rig one = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            int[] latest = new int[20_000];
            Queue<Integer> moments = new ConcurrentLinkedQueue<>();
            one.register(
                    TaskKind.TIMER,
                    "session",
                    TIMERS,
                    payload -> moments.add(latest[Integer.parseInt(keyOf(payload))]));
            TaskTimer<Integer> timers = one.supervisor.timer("session");
            for (int i = 0; i < latest.length; i++) {
                latest[i] = i;
                timers.reset(i);
                if (i % 4 == 0) {
                    latest[i / 2] = i;
                    timers.reset(i / 2);
                }
                one.advance(Duration.ofNanos(1));
            }
            assertThat(timers.pending()).isEqualTo(latest.length);
            one.advanceAndAwait(DELAY);
            assertThat(List.copyOf(moments)).isSorted().hasSize(latest.length);
        }
    }

    @Test
    void runThatCannotBeMadeIsTriedAgain() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig failing = new Rig(builder -> builder.contextCarrier(new FailingCarrier())).started()) {
            TaskTimer<String> timers = timers(failing, TIMERS);
            timers.reset("a");
            failing.advance(DELAY);
            assertThat(log.messagesAt(Level.ERROR))
                    .containsExactly("The runs of task 'session' could not be started; tried again in a second");
            failing.advanceAndAwait(SECOND);
            assertThat(fired).containsExactly("a");
        }
    }

    @Test
    void timersWithKeysRefuseAResetWithoutOne() {
        TaskTimer<String> timers = timers(TIMERS);
        assertThatIllegalStateException()
                .isThrownBy(timers::reset)
                .withMessage("The timer 'session' has keys. Name the one to reset, as in reset(key).");
        assertThatIllegalStateException()
                .isThrownBy(() -> ((EventTimer) timers).reset(null, "event"))
                .withMessage("The timer 'session' has keys, and null is none. Give it a key.");
    }

    @Test
    void argumentsOfARunAreItsKeyAndItsEvent() throws Exception {
        rig.started();
        rig.register(TaskKind.TIMER, "session", TIMERS, payload -> fired.add(String.valueOf(payload)));
        ((EventTimer) rig.supervisor.timer("session")).reset("a", "event");
        rig.advanceAndAwait(DELAY);
        assertThat(fired).containsExactly("firing of a timer");
        assertThat(Objects.requireNonNull(
                                rig.supervisor.task("session").snapshot().lastRun())
                        .toString())
                .doesNotContain("event");
    }
}
