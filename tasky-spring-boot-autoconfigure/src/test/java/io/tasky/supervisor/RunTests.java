package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.RunContextCarrier;
import io.tasky.task.RunOptions;
import io.tasky.task.RunPayload;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunTests {

    private final Rig rig = new Rig().started();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void resultIsThereInEveryWayToAskForIt() throws Exception {
        TaskRun<String> run = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
        assertThat(run.get()).isEqualTo("done");
        assertThat(run.get(1, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(run.result()).isEqualTo("done");
        assertThat(run.thenApply(String::length).toCompletableFuture().get()).isEqualTo(4);
        assertThat(run.toCompletableFuture()).isCompletedWithValue("done").isSameAs(run.toCompletableFuture());
        assertThat(run.isDone()).isTrue();
        assertThat(run.exception()).isNull();
    }

    @Test
    void failureIsThereInEveryWayToAskForIt() {
        IllegalStateException failure = new IllegalStateException("no");
        TaskRun<String> run = rig.supervisor.submit(
                () -> {
                    throw failure;
                },
                RunOptions.DEFAULTS);
        assertThatThrownBy(run::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThatThrownBy(() -> run.get(1, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
        assertThat(run.exception()).isSameAs(failure);
        assertThat(run.result()).isNull();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void waitThatTakesTooLongSaysWhereTheRunStands() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        TaskRun<String> run = rig.supervisor.submit(
                () -> {
                    running.countDown();
                    end.await();
                    return "late";
                },
                RunOptions.DEFAULTS.withName("slow"));
        running.await();
        CompletableFuture<@Nullable Throwable> waited = new CompletableFuture<>();
        Thread waiter = new Thread(() -> waited.complete(catchThrowable(() -> run.get(5, TimeUnit.SECONDS))));
        waiter.start();
        Spin.until(() -> waiter.getState() == Thread.State.WAITING);
        rig.advance(Duration.ofSeconds(5));
        assertThat(waited.get())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Run " + run.id() + " of 'slow' is RUNNING after PT5S");
        end.countDown();
        assertThat(run.get()).isEqualTo("late");
    }

    @Test
    void cancellingTheFutureCancelsTheRun() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        TaskRun<@Nullable Void> run = rig.supervisor.submit(
                () -> {
                    end.await();
                    return null;
                },
                RunOptions.DEFAULTS);
        assertThat(run.toCompletableFuture().cancel(true)).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.isCancelled()).isTrue();
        end.countDown();
        rig.awaitIdle();
    }

    @Test
    void failureIsLoggedOnceUnlessSomebodyHoldsTheFuture() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            TaskRun<String> nobodys = fail("nobody's");
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR))
                    .containsExactly("Run " + nobodys.id() + " of task 'nobody's' failed in attempt 1 after 0 ms");
            CountDownLatch blocker = rig.occupySlot(TaskPriority.CRITICAL);
            CompletableFuture<String> somebodys = rig.supervisor
                    .submit(
                            () -> {
                                blocker.await();
                                throw new IllegalStateException("held");
                            },
                            RunOptions.DEFAULTS)
                    .thenApply(String::valueOf)
                    .toCompletableFuture();
            blocker.countDown();
            rig.awaitIdle();
            assertThat(somebodys).isCompletedExceptionally();
            assertThat(log.at(Level.ERROR)).hasSize(1);
        }
    }

    private TaskRun<String> fail(String name) {
        return rig.supervisor.submit(
                () -> {
                    throw new IllegalStateException(name);
                },
                RunOptions.DEFAULTS.withName(name));
    }

    @Test
    void idsAreUniqueAndDifferBetweenSupervisors() {
        TaskRun<String> first = rig.supervisor.submit(() -> "", RunOptions.DEFAULTS);
        TaskRun<String> second = rig.supervisor.submit(() -> "", RunOptions.DEFAULTS);
        assertThat(first.id()).matches("[a-z0-9]{15,}-[a-z0-9]+").isNotEqualTo(second.id());
        try (Rig other = new Rig()) {
            String strange =
                    other.supervisor.submit(() -> "", RunOptions.DEFAULTS).id();
            assertThat(prefix(strange)).isNotEqualTo(prefix(first.id()));
            assertThat(rig.supervisor.run(strange)).isEmpty();
            assertThat(rig.supervisor.run(prefix(first.id()) + "-")).isEmpty();
            assertThat(rig.supervisor.run("")).isEmpty();
        }
    }

    private static String prefix(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    @Test
    void payloadIsNameVersionAndArgumentsAndShowsNoArguments() {
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> payload);
        TaskRun<@Nullable Object> run = rig.supervisor.call("mail", "secret");
        assertThat(run.payload()).isEqualTo(new RunPayload("mail", 1, List.of("secret")));
        assertThat(run.payload()).hasToString("mail v1 (1 arguments)");
        assertThat(run.toString()).doesNotContain("secret");
        assertThat(rig.supervisor.submit(() -> "", RunOptions.DEFAULTS).payload())
                .isEqualTo(new RunPayload("dynamic", 1, List.of()));
    }

    @Test
    void contextIsThereInsideRunAndOnlyThere() throws Exception {
        TaskRun<List<Object>> run = rig.supervisor.submit(
                () -> {
                    TaskContext context = TaskContext.current();
                    return List.of(context.runId(), context.task(), context.attempt(), context.isStopRequested());
                },
                RunOptions.DEFAULTS.withName("inner"));
        assertThat(run.get()).containsExactly(run.id(), "inner", 1, false);
        assertThatThrownBy(TaskContext::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Thread '" + Thread.currentThread().getName()
                        + "' executes no run of a task. Call TaskContext.current() inside a task's method, on its own"
                        + " thread.");
    }

    @Test
    void whatTheSubmitterCarriesIsAppliedToEachAttemptAndTakenOffAgain() throws Exception {
        ThreadLocal<@Nullable String> user = new ThreadLocal<>();
        List<String> events = new CopyOnWriteArrayList<>();
        RunContextCarrier carrier = () -> {
            String captured = user.get();
            events.add("captured " + captured);
            return attempt -> {
                user.set(captured);
                events.add("applied");
                try {
                    return attempt.call();
                } finally {
                    user.remove();
                    events.add("closed");
                }
            };
        };
        try (Rig carrying = new Rig(builder -> builder.contextCarrier(carrier)).started()) {
            carrying.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        events.add("run as " + user.get());
                        throw new IllegalStateException("again");
                    },
                    (attempt, failure) -> attempt == 1 ? Duration.ZERO : null));
            user.set("anna");
            CompletableFuture<@Nullable Object> future =
                    carrying.supervisor.call("mail", null).toCompletableFuture();
            user.set("bert");
            carrying.awaitIdle();
            carrying.advanceAndAwait(Duration.ZERO);
            assertThat(future).isCompletedExceptionally();
            assertThat(events)
                    .containsExactly(
                            "captured anna", "applied", "run as anna", "closed", "applied", "run as anna", "closed");
        }
    }

    @Test
    void runsThatWaitForRunsInAnotherPoolDoNotHang() throws Exception {
        try (Rig two =
                new Rig(builder -> builder.pool(PoolConfig.of("default", 2)).pool(PoolConfig.of("io", 1))).started()) {
            List<TaskRun<Integer>> parents = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                parents.add(two.supervisor.submit(
                        () -> two.supervisor
                                .submit(() -> number, RunOptions.DEFAULTS.withPool("io"))
                                .get(),
                        RunOptions.DEFAULTS));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(parents.get(i).get()).isEqualTo(i);
            }
        }
    }

    @Test
    void chainCannotBeRestarted() throws Exception {
        try (Rig chained = new Rig().started()) {
            TaskRun<Integer> run = chained.supervisor.chain(() -> 1).submit(RunOptions.DEFAULTS);
            assertThat(run.get()).isOne();
            assertThatIllegalStateException()
                    .isThrownBy(run::restart)
                    .withMessage("A chain cannot be restarted. Submit it once more.");
        }
    }
}
