package io.tasky.supervisor;

import static io.tasky.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Rounds;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools that come and go while the supervisor runs. */
@Timeout(20)
class CreatedPoolTests {

    private static final PoolConfig IMPORTS = PoolConfig.of("imports", 1);

    private static final RunOptions ON_IMPORTS = RunOptions.DEFAULTS.withPool("imports");

    private final List<String> events = new CopyOnWriteArrayList<>();

    private final PoolHooks hooks = new PoolHooks() {

        @Override
        public void onStart(TaskPool pool) {
            events.add("start " + pool.config().name());
        }

        @Override
        public void beforeStop(TaskPool pool) {
            events.add("stop " + pool.config().name() + " " + pool.snapshot().taken());
        }
    };

    private final TaskListener listener = new TaskListener() {

        @Override
        public void onPoolCreated(String pool) {
            events.add("created " + pool);
        }

        @Override
        public void onPoolClosed(String pool) {
            events.add("closed " + pool);
        }
    };

    private static Rig patient() {
        return new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT));
    }

    private static Callable<Boolean> awaiting(CountDownLatch latch) {
        return () -> {
            latch.await();
            return true;
        };
    }

    private static Thread closing(CreatedPool pool) {
        Thread thread = new Thread(pool::close, "closing");
        thread.start();
        Spin.until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    void poolTakesWorkUntilItIsClosedAndThenIsGone() throws Exception {
        try (Rig rig = new Rig(builder -> builder.listeners(() -> List.of(listener))).started()) {
            try (CreatedPool pool = rig.supervisor.createPool(IMPORTS, hooks)) {
                assertThat(rig.supervisor.pool("imports")).isSameAs(pool.pool());
                assertThat(rig.supervisor.pools()).contains(pool.pool()).hasSize(2);
                assertThat(rig.supervisor
                                .submit(() -> Thread.currentThread().getName(), ON_IMPORTS)
                                .get())
                        .isEqualTo("tasky-imports-1");
                pool.pool().awaitIdle(Rig.LONG);
            }
            assertThat(events).containsExactly("start imports", "created imports", "stop imports 0", "closed imports");
            assertThat(rig.supervisor.pools()).hasSize(1);
            assertThatExceptionOfType(UnknownNameException.class)
                    .isThrownBy(() -> rig.supervisor.submit(() -> "", ON_IMPORTS));
            try (CreatedPool again = rig.supervisor.createPool(IMPORTS)) {
                assertThat(rig.supervisor.submit(() -> "again", ON_IMPORTS).get())
                        .isEqualTo("again");
                assertThat(again.pool().config()).isEqualTo(IMPORTS);
            }
        }
    }

    @Test
    void closeIsToldInOneLine() {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            rig.supervisor.createPool(IMPORTS).close();
            assertThat(log.messagesAt(Level.INFO))
                    .contains("Pool 'imports' closed: finished 0, asked to stop 0, interrupted 0, left 0, took 0 ms.");
        }
    }

    @Test
    void nameOfAnotherPoolIsRefused() {
        try (Rig rig = new Rig();
                CreatedPool pool = rig.supervisor.createPool(IMPORTS)) {
            assertRefused(
                    () -> rig.supervisor.createPool(IMPORTS.withSize(2), hooks),
                    "There is a pool 'imports' already.",
                    "Give the new one another name, or close the old one first.");
            assertThatExceptionOfType(TaskConfigurationException.class)
                    .isThrownBy(() -> rig.supervisor.createPool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)));
            assertThat(events).isEmpty();
            assertThat(pool.pool().config().size()).isOne();
        }
    }

    @Test
    void hookThatFailsAtTheStartLeavesNoPool() {
        PoolHooks failing = new PoolHooks() {
            @Override
            public void onStart(TaskPool pool) {
                throw new IllegalStateException("no connection");
            }
        };
        try (Rig rig = new Rig()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> rig.supervisor.createPool(IMPORTS, failing))
                    .withMessage("no connection");
            assertThat(rig.supervisor.pools()).hasSize(1);
        }
    }

    @Test
    void hookThatFailsAtTheStopIsLogged() {
        PoolHooks failing = new PoolHooks() {
            @Override
            public void beforeStop(TaskPool pool) {
                throw new IllegalStateException("no connection");
            }
        };
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig()) {
            rig.supervisor.createPool(IMPORTS, failing).close();
            assertThat(rig.supervisor.pools()).hasSize(1);
            assertThat(log.messagesAt(Level.WARN)).containsExactly("The hook of pool 'imports' failed before its stop");
        }
    }

    @Test
    void nameIsFreeOnlyWhenEverybodyHasHeardThatThePoolIsGone() {
        CompletableFuture<TaskSupervisor> supervisor = new CompletableFuture<>();
        TaskListener looking = new TaskListener() {
            @Override
            public void onPoolClosed(String pool) {
                events.add(supervisor.join().pool(pool).config().name());
            }
        };
        try (Rig rig = new Rig(builder -> builder.listeners(() -> List.of(looking))).started()) {
            supervisor.complete(rig.supervisor);
            rig.supervisor.createPool(IMPORTS).close();
            assertThat(events).containsExactly("imports");
            assertThat(rig.supervisor.pools()).hasSize(1);
        }
    }

    @Test
    void closingWaitsForWhatWasSubmittedAndTakesNothingNew() throws Exception {
        try (Rig rig = patient().started()) {
            CreatedPool pool = rig.supervisor.createPool(IMPORTS, hooks);
            CountDownLatch go = new CountDownLatch(1);
            TaskRun<Boolean> running = rig.supervisor.submit(awaiting(go), ON_IMPORTS);
            TaskRun<String> waiting = rig.supervisor.submit(() -> "done", ON_IMPORTS);
            Thread closing = closing(pool);
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> rig.supervisor.submit(() -> "", ON_IMPORTS))
                    .withMessage("Pool 'imports' is closed and takes no more work. Submit before it is closed, or name"
                            + " another pool.");
            assertThat(rig.supervisor.submit(() -> "other", RunOptions.DEFAULTS).get())
                    .isEqualTo("other");
            assertThat(events).containsExactly("start imports");
            go.countDown();
            closing.join();
            assertThat(running.result()).isTrue();
            assertThat(waiting.result()).isEqualTo("done");
            assertThat(events).hasSize(2);
        }
    }

    @Test
    void whatIsNotDoneInTimeIsDroppedAskedAndInterrupted() throws Exception {
        try (Rig rig = patient().started()) {
            CreatedPool pool = rig.supervisor.createPool(IMPORTS, hooks);
            TaskRun<Boolean> running = rig.supervisor.submit(awaiting(new CountDownLatch(1)), ON_IMPORTS);
            TaskRun<String> waiting = rig.supervisor.submit(() -> "never", ON_IMPORTS);
            CountDownLatch other = rig.occupySlot(TaskPriority.NORMAL);
            Thread closing = closing(pool);
            while (closing.isAlive()) {
                rig.advance(Duration.ofSeconds(1));
            }
            assertThat(waiting.status()).isEqualTo(RunStatus.CANCELLED);
            // The time moved on without regard for its thread, which may still be on its way out.
            assertThatExceptionOfType(CancellationException.class).isThrownBy(running::get);
            assertThat(rig.pool().snapshot().taken()).as("of the other pool").isOne();
            other.countDown();
        }
    }

    @Test
    void tasksOfTheClosedPoolStayAndStartNothing() throws Exception {
        try (Rig rig = patient().started()) {
            AtomicInteger ticks = new AtomicInteger();
            AtomicInteger items = new AtomicInteger();
            TaskAttributes onImports = TaskAttributes.NONE.with(TaskAttribute.POOL, "imports");
            CreatedPool pool = rig.supervisor.createPool(IMPORTS);
            rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    onImports.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1)),
                    payload -> ticks.incrementAndGet());
            rig.register(TaskKind.QUEUE, "orders", onImports, item -> items.incrementAndGet());
            rig.register(TaskKind.BACKGROUND, "mail", onImports, payload -> "sent");
            rig.advanceAndAwait(Duration.ZERO);
            for (int i = 0; i < 50; i++) {
                rig.supervisor.queue("orders").put(i);
            }
            pool.close();
            assertThat(items).as("worked off").hasValue(50);
            int before = ticks.get();
            rig.supervisor.quiet();
            rig.supervisor.resume();
            rig.advanceAndAwait(Duration.ofSeconds(5));
            assertThat(ticks).hasValue(before);
            assertThat(String.valueOf(rig.supervisor.task("tick").snapshot().waitingFor()))
                    .contains("without pool 'imports', which is closed");
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> rig.supervisor.call("mail", null))
                    .withMessageStartingWith("Pool 'imports' is closed");
            assertThatExceptionOfType(TaskConfigurationException.class)
                    .isThrownBy(() -> rig.register(TaskKind.BACKGROUND, "late", onImports, payload -> ""))
                    .withMessageContaining("names the pool 'imports', which nobody declared");
        }
    }

    @Test
    void runOfThePoolCannotCloseIt() throws Exception {
        try (Rig rig = new Rig().started()) {
            CreatedPool pool = rig.supervisor.createPool(IMPORTS);
            TaskRun<@Nullable Void> run = rig.supervisor.submit((Runnable) pool::close, ON_IMPORTS.withName("import"));
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage(
                            "Run " + run.id() + " of 'import' runs on pool 'imports' and cannot close it: it would wait"
                                    + " for itself. Close it elsewhere.");
            pool.close();
        }
    }

    @Test
    void runsHeldForTheStartAreDroppedWithTheirPool() {
        try (Rig rig = new Rig(builder -> builder.autoStart(false).shutdown(ShutdownPolicy.DEFAULT))) {
            CreatedPool pool = rig.supervisor.createPool(IMPORTS);
            TaskRun<String> held = rig.supervisor.submit(() -> "never", ON_IMPORTS);
            TaskRun<String> other = rig.supervisor.submit(() -> "other", RunOptions.DEFAULTS);
            pool.close();
            assertThat(held.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(other.status()).isEqualTo(RunStatus.HELD);
        }
    }

    @Test
    void stopOfTheSupervisorCoversThePoolAndItsEndClosesIt() throws Exception {
        try (Rig rig = patient().started()) {
            CreatedPool pool = rig.supervisor.createPool(IMPORTS, hooks);
            CountDownLatch go = new CountDownLatch(1);
            TaskRun<Boolean> run = rig.supervisor.submit(awaiting(go), ON_IMPORTS);
            Stopping stopping = new Stopping(rig);
            go.countDown();
            assertThat(stopping.report().finished()).isOne();
            assertThat(run.result()).isTrue();
            assertThat(events).containsExactly("start imports");
            rig.started();
            assertThat(rig.supervisor.submit(() -> "yes", ON_IMPORTS).get()).isEqualTo("yes");
            rig.supervisor.close();
            assertThat(events).hasSize(2);
            pool.close();
            assertThat(events).hasSize(2);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> rig.supervisor.createPool(PoolConfig.of("late", 1)))
                    .withMessage("The supervisor is CLOSED and makes no more pools.");
        }
    }

    @Test
    @Tag("race")
    void everythingThatIsAcceptedRunsBeforeThePoolIsGone() throws Exception {
        try (Rig rig = patient().started()) {
            for (int round = 0; round < Rounds.of(60); round++) {
                CreatedPool pool = rig.supervisor.createPool(IMPORTS.withSize(2));
                AtomicInteger ran = new AtomicInteger();
                CompletableFuture<Integer> accepted = new CompletableFuture<>();
                Thread producer = new Thread(() -> accepted.complete(submitUntilRefused(rig, ran)));
                producer.start();
                rig.until(() -> ran.get() >= 5);
                pool.close();
                int count = accepted.get();
                pool.pool().awaitIdle(Rig.LONG);
                assertThat(ran).hasValue(count);
            }
        }
    }

    private static int submitUntilRefused(Rig rig, AtomicInteger ran) {
        int count = 0;
        boolean taken = true;
        while (taken) {
            try {
                TaskRun<?> run = rig.supervisor.submit((Runnable) ran::incrementAndGet, ON_IMPORTS);
                count += run.isCancelled() ? 0 : 1;
            } catch (PoolFullException full) {
                Thread.onSpinWait();
            } catch (RejectedExecutionException | UnknownNameException closed) {
                taken = false;
            }
        }
        return count;
    }
}
