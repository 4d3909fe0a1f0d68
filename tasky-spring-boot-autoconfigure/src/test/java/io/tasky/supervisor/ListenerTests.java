package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ListenerTests {

    private final List<String> events = new CopyOnWriteArrayList<>();

    private final TaskListener noting = new TaskListener() {

        @Override
        public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
            events.add("started " + facts.task() + " after " + waited);
        }

        @Override
        public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
            events.add(run.status() + " " + facts.task() + " after " + took);
        }

        @Override
        public void onRetry(TaskRun<?> run, TaskFacts facts, Throwable failure, Duration delay) {
            events.add("retry " + failure.getMessage() + " in " + delay);
        }

        @Override
        public void onSkipped(TaskFacts facts, long ticks) {
            events.add("skipped " + ticks);
        }

        @Override
        public void onRejected(TaskFacts facts) {
            events.add("rejected " + facts.priority());
        }

        @Override
        public void onLateness(TaskFacts facts, long late) {
            events.add("late " + late);
        }
    };

    private Rig rig(TaskListener... listeners) {
        return new Rig(builder -> builder.listeners(() -> List.of(listeners))).started();
    }

    @Test
    void eventsOfRunComeInTheirOrder() throws Exception {
        try (Rig rig = rig(noting)) {
            AtomicInteger attempts = new AtomicInteger();
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        if (attempts.incrementAndGet() == 1) {
                            throw new IllegalStateException("no line");
                        }
                        return null;
                    },
                    (attempt, failure) -> Duration.ofNanos(5)));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ofNanos(5));
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(events)
                    .containsExactly(
                            "started mail after 0", "retry no line in PT0.000000005S", "SUCCEEDED mail after 5");
        }
    }

    @Test
    void tickThatWasHeldBackUntilItsTaskWasDisabledIsToldAsSkipped() throws Exception {
        PoolConfig withoutLine = PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(0, 10);
        try (Rig rig = new Rig(builder -> builder.pool(withoutLine).listeners(() -> List.of(noting))).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskControl task = rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1)),
                    payload -> null);
            rig.advance(Duration.ZERO);
            task.disable();

            blocker.countDown();

            rig.until(() -> events.contains("skipped 1"));
            assertThat(task.snapshot().counts().skipped()).isOne();
        }
    }

    @Test
    void ticksTellHowLateTheyWereAndWhatWasSkipped() throws Exception {
        try (Rig rig = rig(noting)) {
            CountDownLatch end = new CountDownLatch(1);
            rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofMillis(7)),
                    payload -> {
                        end.await();
                        return null;
                    });
            rig.advance(Duration.ZERO);
            rig.until(() -> events.size() >= 2);
            rig.advance(Duration.ofMillis(7));
            end.countDown();
            rig.awaitIdle();
            assertThat(events)
                    .containsExactly("started tick after 0", "late 0", "skipped 1", "SUCCEEDED tick after 7000000");
        }
    }

    @Test
    void runThatIsCancelledBeforeItStartedIsToldOfOnce() throws Exception {
        try (Rig rig = new Rig(builder -> builder.listeners(() -> List.of(noting))
                        .pool(PoolConfig.of("default", 1).withLimits(1, 5)))
                .started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> run = rig.supervisor.submit(() -> "", RunOptions.DEFAULTS);
            assertThatThrownBy(() -> rig.supervisor.submit(() -> "", RunOptions.DEFAULTS))
                    .isInstanceOf(RejectedExecutionException.class);
            run.cancel(true);
            run.cancel(true);
            blocker.countDown();
            rig.awaitIdle();
            assertThat(events)
                    .containsExactly(
                            "started dynamic after 0",
                            "rejected NORMAL",
                            "CANCELLED dynamic after 0",
                            "SUCCEEDED dynamic after 0");
        }
    }

    @Test
    void listenerThatThrowsIsLoggedAndTheOthersAreTold() throws Exception {
        TaskListener broken = new TaskListener() {
            @Override
            public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                throw new AssertionError("listener");
            }

            @Override
            public String toString() {
                return "broken";
            }
        };
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig(broken, noting)) {
            TaskRun<String> run = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(events).containsExactly("started dynamic after 0", "SUCCEEDED dynamic after 0");
            assertThat(log.at(Level.WARN)).hasSize(2).allSatisfy(event -> {
                assertThat(event.getFormattedMessage())
                        .isEqualTo("The listener broken failed; the others are told all the same");
                assertThat(event.getThrowableProxy()).isNotNull();
            });
        }
    }

    @Test
    void listenersThatCannotBeHadDoNotCostTheRun() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.listeners(() -> {
                            throw new IllegalStateException("no bean");
                        }))
                        .started()) {
            TaskRun<@Nullable Void> run = rig.supervisor.submit(() -> {}, RunOptions.DEFAULTS);
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(log.at(Level.ERROR)).isNotEmpty();
        }
    }

    @Test
    void listenersThatCannotBeFoundCostNoRun() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.listeners(() -> {
                            throw new IllegalStateException("no beans");
                        }))
                        .started()) {
            assertThat(rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS).get())
                    .isEqualTo("done");
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR))
                    .isNotEmpty()
                    .containsOnly("The listeners could not be found; nobody is told of what happens now");
        }
    }
}
