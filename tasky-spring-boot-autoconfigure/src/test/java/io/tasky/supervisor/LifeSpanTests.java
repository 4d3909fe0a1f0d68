package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.supervisor.LifeSpan.Mode;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When an application is over. */
@Timeout(20)
class LifeSpanTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes EVERY_SECOND = TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, SECOND);

    private static final LifeSpan UNTIL_COMPLETE = new LifeSpan(Mode.UNTIL_COMPLETE, null);

    private final AtomicInteger ends = new AtomicInteger();

    private final AtomicInteger ticks = new AtomicInteger();

    private final AtomicInteger timers = new AtomicInteger();

    private final TaskBody tick = payload -> ticks.incrementAndGet();

    private final TaskBody timer = payload -> timers.incrementAndGet();

    private Rig rig(LifeSpan span) {
        return new Rig(builder -> builder.endAfter(span, ends::incrementAndGet));
    }

    private static LifeSpan seconds(int seconds) {
        return new LifeSpan(Mode.FOR, Duration.ofSeconds(seconds));
    }

    private static TaskAttributes delay(int seconds) {
        return TaskAttributes.NONE.with(TaskAttribute.DELAY, Duration.ofSeconds(seconds));
    }

    /** Moves time in small steps, so that each run ends in the moment that it was due. */
    private static void pass(Rig rig, Duration time) throws InterruptedException {
        for (int step = 0; step < 10; step++) {
            rig.advanceAndAwait(time.dividedBy(10));
        }
    }

    @Test
    void tenSecondsAreTenTicksAndTheTimerOfTheirEnd() throws Exception {
        try (Rig rig = rig(seconds(10))) {
            rig.register(TaskKind.PERIODIC, "tick", EVERY_SECOND.with(TaskAttribute.INITIAL_DELAY, SECOND), tick);
            rig.register(TaskKind.TIMER, "timer", delay(10), timer);
            rig.register(TaskKind.TIMER, "late", delay(11), timer);
            rig.started();
            pass(rig, Duration.ofSeconds(10).minusNanos(10));
            assertThat(ticks).hasValue(9);
            assertThat(ends).hasValue(0);
            pass(rig, Duration.ofMinutes(1));
            assertThat(ticks).hasValue(10);
            assertThat(timers).hasValue(1);
            assertThat(ends).hasValue(1);
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.QUIET);
        }
    }

    @Test
    void tickOfTheStartTakesThePlaceOfThatOfTheEnd() throws Exception {
        try (Rig rig = rig(seconds(10))) {
            rig.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, tick);
            rig.started();
            rig.advanceAndAwait(Duration.ZERO);
            pass(rig, Duration.ofSeconds(10));
            pass(rig, Duration.ofSeconds(10));
            assertThat(ticks).hasValue(10);
        }
    }

    @Test
    void whatIsDueAtTheEndFiresWhateverItsPriority() throws Exception {
        try (Rig rig = rig(seconds(10))) {
            rig.register(TaskKind.TIMER, "timer", delay(10).with(TaskAttribute.PRIORITY, TaskPriority.LOW), timer);
            rig.started();
            rig.advanceAndAwait(Duration.ofSeconds(10));
            assertThat(timers).hasValue(1);
        }
    }

    private Rig oneSlotWithoutALine(LifeSpan span) {
        return new Rig(builder -> builder.pool(
                        PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(0, 10))
                .endAfter(span, ends::incrementAndGet));
    }

    @Test
    void whatIsDueAtTheEndRunsHoweverFullItsLineIs() throws Exception {
        try (Rig rig = oneSlotWithoutALine(seconds(10))) {
            rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    EVERY_SECOND.with(TaskAttribute.INITIAL_DELAY, Duration.ofSeconds(10)),
                    tick);
            TaskControl control = rig.register(TaskKind.TIMER, "timer", delay(10), timer);
            rig.started();
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(Duration.ofSeconds(10));
            assertThat(ends).hasValue(1);
            assertThat(control.snapshot().counts().waiting()).isOne();
            release.countDown();
            rig.awaitIdle();
            assertThat(ticks).hasValue(1);
            assertThat(timers).hasValue(1);
            rig.advanceAndAwait(Duration.ofMinutes(1));
            assertThat(ticks).hasValue(1);
        }
    }

    @Test
    void whatWasHeldBackUntilTheEndRuns() throws Exception {
        try (Rig rig = oneSlotWithoutALine(seconds(10))) {
            rig.register(TaskKind.TIMER, "timer", delay(9), timer);
            rig.started();
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(Duration.ofSeconds(10));
            assertThat(ends).hasValue(1);
            release.countDown();
            Spin.until(() -> timers.get() > 0);
            rig.awaitIdle();
            assertThat(timers).hasValue(1);
        }
    }

    @Test
    void whatWasHeldBackIsGivenBackWhereTheEndFindsItPaused() throws Exception {
        try (Rig rig = oneSlotWithoutALine(seconds(10))) {
            TaskControl task = rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    EVERY_SECOND.with(TaskAttribute.INITIAL_DELAY, Duration.ofSeconds(9)),
                    tick);
            rig.started();
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(Duration.ofSeconds(9));
            task.pause();
            rig.advance(SECOND);
            assertThat(ends).hasValue(1);
            release.countDown();
            Spin.until(() -> task.snapshot().counts().skipped() == 2);
            rig.awaitIdle();
            assertThat(ticks).hasValue(0);
        }
    }

    @Test
    void timeCountsFromTheStartAndNotFromAStopBefore() throws Exception {
        try (Rig rig = rig(seconds(10)).started()) {
            rig.advance(Duration.ofSeconds(9));
            rig.supervisor.stop();
            rig.advance(Duration.ofSeconds(9));
            assertThat(ends).hasValue(0);
            rig.started();
            rig.advance(Duration.ofSeconds(9));
            assertThat(ends).hasValue(0);
            rig.advance(SECOND);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void withoutAnythingToDoAllIsCompleteAtOnce() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            pass(rig, SECOND);
            assertThat(ends).hasValue(1);
            pass(rig, SECOND);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void foreverIsForever() throws Exception {
        try (Rig rig = rig(LifeSpan.FOREVER).started()) {
            pass(rig, Duration.ofHours(1));
            assertThat(ends).hasValue(0);
        }
    }

    @Test
    void runThatWaitsOrRunsKeepsItAlive() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(Duration.ofMinutes(1));
            assertThat(ends).hasValue(0);
            release.countDown();
            rig.awaitIdle();
            pass(rig, SECOND);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void pauseBeforeTheNextAttemptKeepsItAlive() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        throw new IllegalStateException("no route");
                    },
                    (attempt, failure) -> attempt < 2 ? Duration.ofSeconds(10) : null));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            assertThat(run.toCompletableFuture()).isNotNull();
            rig.awaitIdle();
            pass(rig, Duration.ofSeconds(9));
            assertThat(ends).hasValue(0);
            pass(rig, Duration.ofSeconds(2));
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void runThatAnotherOneLeadsToIsNotOverlooked() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE).started()) {
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(Duration.ofMillis(50));
            release.countDown();
            rig.awaitIdle();
            // A look sees that nothing is left, and before the next one something new comes.
            rig.advance(Duration.ofMillis(60));
            CountDownLatch next = rig.occupySlot(TaskPriority.NORMAL);
            next.countDown();
            rig.awaitIdle();
            rig.advance(Duration.ofMillis(100));
            assertThat(ends).hasValue(0);
            rig.advance(Duration.ofMillis(100));
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void armedTimerKeepsItAlive() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE)) {
            rig.register(TaskKind.TIMER, "timer", delay(60), timer);
            rig.register(TaskKind.TIMER, "never", delay(1).with(TaskAttribute.AUTO_START, false), timer);
            rig.started();
            pass(rig, Duration.ofSeconds(59));
            assertThat(ends).hasValue(0);
            pass(rig, Duration.ofSeconds(2));
            assertThat(timers).hasValue(1);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void periodicTaskKeepsItAliveUntilItEndsItself() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE)) {
            rig.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> ticks.incrementAndGet() < 5);
            rig.register(
                    TaskKind.PERIODIC,
                    "pause",
                    TaskAttributes.NONE.with(TaskAttribute.FIXED_DELAY, SECOND),
                    payload -> timers.incrementAndGet() < 5);
            rig.started();
            pass(rig, Duration.ofSeconds(3));
            assertThat(ends).hasValue(0);
            pass(rig, Duration.ofSeconds(9));
            assertThat(ticks).hasValue(5);
            assertThat(timers).hasValue(5);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void queueKeepsItAliveUntilItIsClosedAndEmpty() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE)) {
            rig.register(TaskKind.QUEUE, "mail", TaskAttributes.NONE, tick);
            rig.started();
            rig.supervisor.queue("mail").put("a");
            rig.awaitIdle();
            pass(rig, Duration.ofMinutes(1));
            assertThat(ends).hasValue(0);
            rig.supervisor.queue("mail").put("b");
            rig.supervisor.queue("mail").close();
            rig.awaitIdle();
            pass(rig, SECOND);
            assertThat(ticks).hasValue(2);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void backendThatDoesNotAnswerIsAskedAgain() throws Exception {
        QueueStore<Object> store = spy(new InMemoryQueueStoreFactory().create("mail", 10));
        QueueStoreFactory factory = mock();
        when(factory.backend()).thenReturn(QueueStoreFactory.MEMORY);
        when(factory.create("mail", 1000)).thenReturn(store);
        try (Rig rig = new Rig(builder -> builder.queueStore(factory).endAfter(UNTIL_COMPLETE, ends::incrementAndGet));
                CapturedLog log = new CapturedLog()) {
            rig.register(TaskKind.QUEUE, "mail", TaskAttributes.NONE, tick);
            rig.started();
            rig.supervisor.queue("mail").close();
            doThrow(new IllegalStateException("disk broken")).when(store).size();
            pass(rig, SECOND);
            assertThat(ends).hasValue(0);
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactly("Whether all work is complete cannot be told now; the next looks will");
            doReturn(0).when(store).size();
            pass(rig, SECOND);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void taskThatCannotRunAtTheEndKeepsNoOtherFromIt() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder ->
                        builder.endAfter(seconds(10), ends::incrementAndGet).contextCarrier(new FailingCarrier()))) {
            TaskAttributes atTheEnd = delay(10).with(TaskAttribute.PRIORITY, TaskPriority.LOW);
            rig.register(TaskKind.TIMER, "first", atTheEnd, timer);
            rig.register(TaskKind.TIMER, "second", atTheEnd, timer);
            rig.started();
            rig.advanceAndAwait(Duration.ofSeconds(10));
            assertThat(timers).hasValue(1);
            assertThat(ends).hasValue(1);
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactly("Task 'first' could not run at the end of the application's time");
        }
    }

    @Test
    void disabledTasksDoNotCount() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE)) {
            rig.register(TaskKind.PERIODIC, "tick", EVERY_SECOND.with(TaskAttribute.ENABLED, false), tick);
            rig.register(TaskKind.TIMER, "timer", delay(60).with(TaskAttribute.ENABLED, false), timer);
            rig.register(TaskKind.QUEUE, "mail", TaskAttributes.NONE.with(TaskAttribute.ENABLED, false), tick);
            rig.started();
            pass(rig, SECOND);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void quietIsNotComplete() throws Exception {
        try (Rig rig = rig(UNTIL_COMPLETE)) {
            rig.register(TaskKind.TIMER, "timer", delay(60), timer);
            rig.started();
            rig.supervisor.quiet();
            pass(rig, Duration.ofMinutes(5));
            assertThat(ends).hasValue(0);
            rig.supervisor.resume();
            pass(rig, SECOND);
            assertThat(timers).hasValue(1);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void workThatIsSubmittedBeforeTheStartIsDoneFirst() throws Exception {
        try (Rig rig = new Rig(builder -> builder.autoStart(false).endAfter(UNTIL_COMPLETE, ends::incrementAndGet))) {
            TaskRun<Integer> run = rig.supervisor.submit(ticks::incrementAndGet, RunOptions.DEFAULTS);
            pass(rig, SECOND);
            assertThat(ends).hasValue(0);
            rig.started();
            assertThat(run.get()).isOne();
            rig.awaitIdle();
            pass(rig, SECOND);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(Mode.FOR, null, "tasky.run.mode is 'for', and nothing says for how long.");
        assertRefused(
                Mode.UNTIL_COMPLETE,
                SECOND,
                "tasky.run.mode is 'until-complete', and tasky.run.for (PT1S) wants the mode 'for'.");
        assertRefused(null, Duration.ZERO, "tasky.run.for must be more than zero, was PT0S.");
        assertThat(LifeSpan.of(null, SECOND)).isEqualTo(seconds(1));
        assertThat(LifeSpan.of(null, null)).isEqualTo(LifeSpan.FOREVER);
    }

    private static void assertRefused(@Nullable Mode mode, @Nullable Duration length, String message) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> LifeSpan.of(mode, length))
                .withMessage(message)
                .satisfies(refusal ->
                        assertThat(Objects.requireNonNull(refusal).remedy()).contains("tasky.run.for"));
    }
}
