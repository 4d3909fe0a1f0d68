package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SupervisorLifeTests {

    private static final TaskAttributes EVERY_SECOND =
            TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1));

    @Test
    void workSubmittedBeforeTheStartRunsAtOnce() throws Exception {
        try (Rig rig = new Rig()) {
            assertThat(rig.supervisor.submit(() -> "early", RunOptions.DEFAULTS).get())
                    .isEqualTo("early");
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.CREATED);
        }
    }

    @Test
    void supervisorThatDoesNotStartByItselfHoldsWorkUntilItIsStarted() throws Exception {
        try (Rig rig = new Rig(builder -> builder.autoStart(false))) {
            TaskRun<String> run = rig.supervisor.submit(() -> "held", RunOptions.DEFAULTS);
            TaskRun<String> cancelled = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            assertThat(cancelled.cancel(true)).isTrue();
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.HELD);
            assertThat(rig.supervisor.runs(0, 9).items())
                    .extracting(RunSnapshot::id)
                    .containsExactly(run.id());
            assertThat(rig.supervisor.run(run.id())).containsSame(run);

            rig.started();
            assertThat(run.get()).isEqualTo("held");
            rig.awaitIdle();
            assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void disabledTaskTakesNoCallsWhetherOrNotTheSupervisorHasStarted() {
        try (Rig rig = new Rig(builder -> builder.autoStart(false))) {
            rig.register(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE.with(TaskAttribute.ENABLED, false),
                    payload -> null);
            String text = "Task 'mail' is DISABLED and takes no calls. Enable it first, or do not call it.";
            assertThatThrownBy(() -> rig.supervisor.call("mail", null))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage(text);
            rig.started();
            assertThatThrownBy(() -> rig.supervisor.call("mail", null)).hasMessage(text);
            assertThat(rig.supervisor.task("mail").snapshot().counts().rejected())
                    .as("refused by a full pool")
                    .isZero();
            assertThat(rig.supervisor.task("mail").snapshot().counts().waiting())
                    .isZero();
        }
    }

    @Test
    void supervisorThatIsSwitchedOffRejectsWorkAndNeverStarts() {
        try (Rig rig = new Rig(builder -> builder.enabled(false))) {
            rig.started();
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.CREATED);
            assertThatThrownBy(() -> rig.supervisor.submit(() -> "", RunOptions.DEFAULTS))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("Tasky is switched off (tasky.enabled=false) and runs no work: 'dynamic'. Switch it on,"
                            + " or do not submit.");
        }
    }

    @Test
    void quietSupervisorStillRunsSubmittedWorkAndItsUptimeGoesOn() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.advance(Duration.ofMinutes(1));
            rig.supervisor.quiet();
            rig.supervisor.quiet();
            assertThat(rig.supervisor.submit(() -> "yes", RunOptions.DEFAULTS).get())
                    .isEqualTo("yes");
            rig.supervisor.resume();
            rig.supervisor.resume();
            assertThat(rig.supervisor.uptime()).isEqualTo(Duration.ofMinutes(1));
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.RUNNING);
        }
    }

    @Test
    void onlyQuietSupervisorResumes() {
        try (Rig rig = new Rig()) {
            assertThatThrownBy(rig.supervisor::resume)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Only a quiet supervisor can resume; this one is CREATED.");
            rig.supervisor.stop();
            assertThatThrownBy(rig.supervisor::quiet).hasMessage("Cannot go from STOPPED to QUIET.");
        }
    }

    @Test
    void supervisorThatWasStoppedRejectsWorkUntilItIsStartedAgain() throws Exception {
        try (Rig rig = new Rig().started()) {
            AtomicInteger ticks = new AtomicInteger();
            AtomicInteger items = new AtomicInteger();
            rig.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> ticks.incrementAndGet());
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> items.incrementAndGet());
            rig.supervisor.stop();
            assertThat(rig.supervisor.stop()).isEqualTo(StopReport.NOTHING);
            assertThat(rig.supervisor.awaitStopped(Duration.ZERO)).isTrue();
            assertThat(rig.supervisor.uptime()).isZero();
            assertThatThrownBy(() -> rig.supervisor.submit(() -> "", RunOptions.DEFAULTS))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("The supervisor is STOPPED and takes no more work: 'dynamic'. Submit before the"
                            + " application stops.");
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            rig.advanceAndAwait(Duration.ofSeconds(5));
            assertThat(ticks.get() + items.get()).isZero();

            rig.started();
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(items).hasValue(1);
            assertThat(ticks).hasPositiveValue();
            assertThat(rig.supervisor.submit(() -> "again", RunOptions.DEFAULTS).get())
                    .isEqualTo("again");
        }
    }

    @Test
    void stopsThatComeAtTheSameTimeAllReturnWhenItHasStopped() throws Exception {
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            List<CompletableFuture<StopReport>> stops = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CompletableFuture<StopReport> stop = new CompletableFuture<>();
                new Thread(() -> stop.complete(rig.supervisor.stop())).start();
                stops.add(stop);
            }
            CompletableFuture<Boolean> stopped = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            stopped.complete(rig.supervisor.awaitStopped(Rig.LONG));
                        } catch (InterruptedException ex) {
                            stopped.completeExceptionally(ex);
                        }
                    })
                    .start();
            blocker.countDown();
            int finished = 0;
            for (CompletableFuture<StopReport> stop : stops) {
                finished += stop.get().finished();
            }
            assertThat(finished).isLessThanOrEqualTo(1);
            assertThat(stopped.get()).isTrue();
        }
    }

    @Test
    void awaitStoppedGivesUpWhenItsTimeIsOver() throws Exception {
        try (Rig rig = new Rig().started()) {
            assertThat(rig.supervisor.awaitStopped(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void closeEndsAllThreads() throws Exception {
        TaskSupervisorBuilder builder = new TaskSupervisorBuilder()
                .pool(PoolConfig.of("closing", 8))
                .queueStore(new InMemoryQueueStoreFactory());
        DefaultTaskSupervisor supervisor = (DefaultTaskSupervisor) builder.build();
        supervisor.register(Rig.define(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> null));
        supervisor.start();
        List<TaskRun<Thread>> runs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            runs.add(supervisor.submit(Thread::currentThread, RunOptions.DEFAULTS.withPool("closing")));
        }
        supervisor.close();
        supervisor.close();
        assertThat(supervisor.state()).isEqualTo(SupervisorState.CLOSED);
        for (TaskRun<Thread> run : runs) {
            Thread thread = run.get();
            assertThat(thread.getName()).startsWith("tasky-closing-");
            thread.join();
        }
        assertThatThrownBy(supervisor::start).hasMessage("Cannot go from CLOSED to RUNNING.");
    }

    @Test
    void taskThatIsRegisteredWhileTheSupervisorRunsStartsAtOnce() throws Exception {
        try (Rig rig = new Rig().started()) {
            AtomicInteger ticks = new AtomicInteger();
            rig.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> ticks.incrementAndGet());
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(ticks).hasValue(1);
        }
    }

    @Test
    void reportNamesTheTenTasksWithTheMostLeft() {
        Map<String, Integer> left = new HashMap<>();
        for (int i = 1; i <= 12; i++) {
            left.put("task" + i, i);
        }
        assertThat(new StopReport(3, 2, 1, left, Duration.ofMillis(1500)).text())
                .isEqualTo("finished 3, asked to stop 2, interrupted 1, left 78 (task12 12, task11 11, task10 10,"
                        + " task9 9, task8 8, task7 7, task6 6, task5 5, task4 4, task3 3, ...), took 1500 ms");
        assertThat(new StopReport(0, 0, 0, Map.of(), Duration.ZERO).text())
                .isEqualTo("finished 0, asked to stop 0, interrupted 0, left 0, took 0 ms");
    }
}
