package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.LifeSpan.Mode;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an application is over whose timers have keys. */
@Timeout(20)
class KeyedLifeSpanTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration SPAN = Duration.ofSeconds(10);

    private static final TaskAttributes TIMERS =
            TaskAttributes.NONE.with(TaskAttribute.DELAY, SPAN).with(TaskAttribute.KEYED, true);

    private static final LifeSpan FOR_TEN_SECONDS = new LifeSpan(Mode.FOR, SPAN);

    private static final LifeSpan UNTIL_COMPLETE = new LifeSpan(Mode.UNTIL_COMPLETE, null);

    private final AtomicInteger ends = new AtomicInteger();

    private final List<@Nullable Object> fired = new CopyOnWriteArrayList<>();

    private Rig rig(LifeSpan span) {
        return new Rig(builder -> builder.endAfter(span, ends::incrementAndGet));
    }

    private TaskTimer<Integer> timers(Rig rig, TaskAttributes attributes) {
        rig.register(
                TaskKind.TIMER,
                "session",
                attributes,
                payload -> fired.add(((TimerFiring) Objects.requireNonNull(payload)).key()));
        return rig.supervisor.timer("session");
    }

    /** Longer than two looks at whether all is complete. */
    private static void look(Rig rig) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            rig.advanceAndAwait(Duration.ofMillis(100));
        }
    }

    @ParameterizedTest
    @EnumSource(TaskPriority.class)
    void keyThatIsDueAtTheVeryEndFiresAndALaterOneDoesNot(TaskPriority priority) throws Exception {
        try (Rig rig = rig(FOR_TEN_SECONDS).started()) {
            TaskTimer<Integer> timers = timers(rig, TIMERS.with(TaskAttribute.PRIORITY, priority));
            timers.reset(1);
            rig.advance(Duration.ofNanos(1));
            timers.reset(2);
            rig.advanceAndAwait(SPAN.minusNanos(2));
            assertThat(fired).isEmpty();
            assertThat(ends).hasValue(0);
            rig.advanceAndAwait(Duration.ofNanos(1));
            assertThat(fired).containsExactly(1);
            assertThat(ends).hasValue(1);
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.QUIET);
            rig.advanceAndAwait(Rig.LONG);
            assertThat(fired).containsExactly(1);
        }
    }

    /** More keys than the time source's thread looks at before it lets other alarms go first. */
    @Test
    void allKeysThatAreDueAtTheVeryEndFire() throws Exception {
        try (Rig rig = rig(FOR_TEN_SECONDS).started()) {
            TaskTimer<Integer> timers = timers(rig, TIMERS.with(TaskAttribute.PRIORITY, TaskPriority.HIGH));
            for (int key = 0; key < 3_000; key++) {
                timers.reset(key);
            }
            rig.advanceAndAwait(SPAN);
            assertThat(fired).doesNotHaveDuplicates().hasSize(3_000);
            assertThat(timers.pending()).isZero();
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void keysThatAreDueAtTheVeryEndFireHoweverFullTheirLineIs() throws Exception {
        try (Rig rig = new Rig(builder -> builder.pool(
                                PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(0, 10))
                        .endAfter(FOR_TEN_SECONDS, ends::incrementAndGet))
                .started()) {
            TaskTimer<Integer> early = timers(rig, TIMERS.with(TaskAttribute.DELAY, SPAN.minus(SECOND)));
            early.reset(1);
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(SECOND);
            early.reset(2);
            early.reset(3);
            // The first one is held back by now, and the others wait for it.
            rig.advance(SPAN.minus(SECOND));
            assertThat(ends).hasValue(1);
            release.countDown();
            rig.awaitIdle();
            assertThat(fired).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(early.pending()).isZero();
        }
    }

    @Test
    void pendingKeysKeepItAlive() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            TaskTimer<Integer> timers = timers(rig, TIMERS);
            timers.reset(1);
            rig.advanceAndAwait(SPAN.minus(SECOND));
            timers.reset(2);
            rig.advanceAndAwait(SECOND);
            look(rig);
            assertThat(fired).containsExactly(1);
            assertThat(ends).hasValue(0);
            rig.advanceAndAwait(SPAN);
            look(rig);
            assertThat(fired).containsExactly(1, 2);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void cancelledKeysAndTasksWithoutOneDoNotKeepItAlive() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            TaskTimer<Integer> timers = timers(rig, TIMERS);
            timers.reset(1);
            look(rig);
            assertThat(ends).hasValue(0);
            timers.cancel(1);
            look(rig);
            assertThat(ends).hasValue(1);
            assertThat(fired).isEmpty();
        }
    }

    /** It has fired: what remains is the time in which it does not fire again. */
    @Test
    void leadingTimerThatHasFiredDoesNotKeepItAlive() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            TaskTimer<Integer> timers = timers(rig, TIMERS.with(TaskAttribute.LEADING, true));
            timers.reset(1);
            rig.awaitIdle();
            look(rig);
            assertThat(fired).containsExactly(1);
            assertThat(ends).hasValue(1);
        }
    }
}
