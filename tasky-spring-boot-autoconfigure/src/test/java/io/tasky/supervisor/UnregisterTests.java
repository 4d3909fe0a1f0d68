package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.QueueClosedException;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that go while the supervisor runs. */
@Timeout(60)
class UnregisterTests {

    private static final ShutdownPolicy PATIENT = new ShutdownPolicy(Duration.ofDays(1), Duration.ofSeconds(5));

    private final AtomicInteger calls = new AtomicInteger();

    private static Rig patient() {
        return new Rig(builder -> builder.shutdown(PATIENT)).started();
    }

    private static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    @Test
    void goingIsToldInOneLine() {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient()) {
            rig.supervisor.register(TaskDefinition.background("mail").run(calls::incrementAndGet));
            rig.supervisor.unregister("mail");
            assertThat(log.messagesAt(Level.INFO))
                    .contains(
                            "Task 'mail' unregistered: finished 0, asked to stop 0, interrupted 0, left 0, took 0 ms.");
        }
    }

    @Test
    void taskFinishesWhatItHasTakenAndItsNameIsFree() throws Exception {
        Semaphore end = new Semaphore(0);
        try (Rig rig = patient()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.background("mail").maxConcurrent(1).body(payload -> {
                        end.acquire();
                        return calls.incrementAndGet();
                    }));
            TaskRun<?> first = rig.supervisor.call("mail", null);
            TaskRun<?> second = rig.supervisor.call("mail", null);
            FutureTask<Void> removal = new FutureTask<>(() -> rig.supervisor.unregister("mail"), null);
            Thread thread = start(removal);
            Spin.until(() -> thread.getState() == Thread.State.WAITING);
            assertThatThrownBy(() -> rig.supervisor.call("mail", null))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage(
                            "Task 'mail' was unregistered and takes no calls. Register it again, or do not call it.");
            end.release(2);
            removal.get();
            assertThat(first.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThatThrownBy(() -> rig.supervisor.task("mail")).isInstanceOf(UnknownNameException.class);
            assertThatThrownBy(task::trigger).isInstanceOf(RejectedExecutionException.class);
            assertThatIllegalStateException().isThrownBy(task::pause).withMessageContaining("was unregistered");

            rig.supervisor.register(TaskDefinition.background("mail").call(() -> "again"));
            assertThat(rig.supervisor.call("mail", null).get()).isEqualTo("again");
        }
    }

    @Test
    void queueIsClosedAndItsItemsAreHandled() throws Exception {
        try (Rig rig = patient()) {
            List<Object> seen = new CopyOnWriteArrayList<>();
            rig.supervisor.register(TaskDefinition.queue("orders").forEach(seen::add));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of("a", "b", "c"));
            rig.supervisor.unregister("orders");
            assertThat(seen).containsExactly("a", "b", "c");
            assertThatThrownBy(() -> queue.put("d")).isInstanceOf(QueueClosedException.class);
            assertThatThrownBy(() -> rig.supervisor.queue("orders")).isInstanceOf(UnknownNameException.class);
            rig.supervisor.register(TaskDefinition.queue("orders").forEach(seen::add));
            rig.supervisor.queue("orders").put("e");
            rig.awaitIdle();
            assertThat(seen).endsWith("e");
        }
    }

    @Test
    void timerAndTicksAreOver() throws Exception {
        try (Rig rig = patient()) {
            rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(Duration.ofSeconds(1))
                    .run(calls::incrementAndGet));
            rig.supervisor.register(
                    TaskDefinition.timer("bell").delay(Duration.ofSeconds(1)).run(calls::incrementAndGet));
            TaskTimer<Void> timer = rig.supervisor.timer("bell");
            rig.advanceAndAwait(Duration.ZERO);
            rig.supervisor.unregister("tick");
            rig.supervisor.unregister("bell");
            rig.advanceAndAwait(Duration.ofMinutes(1));
            assertThat(calls).hasValue(1);
            assertThatIllegalStateException()
                    .isThrownBy(timer::reset)
                    .withMessage(
                            "Task 'bell' was unregistered and takes no calls. Register it again, or do not call it.");
        }
    }

    @Test
    void whatWaitsForAResumeIsCancelledAtOnce() {
        try (Rig rig = patient()) {
            TaskControl task =
                    rig.supervisor.register(TaskDefinition.background("mail").run(calls::incrementAndGet));
            task.pause();
            TaskRun<?> run = rig.supervisor.call("mail", null);
            rig.supervisor.unregister("mail");
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void whatDoesNotEndInTimeIsStopped() throws Exception {
        Semaphore begun = new Semaphore(0);
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            rig.supervisor.register(TaskDefinition.background("mail").body(payload -> {
                begun.release();
                new Semaphore(0).acquire();
                return null;
            }));
            TaskRun<?> running = rig.supervisor.call("mail", null);
            begun.acquire();
            TaskRun<?> waiting = rig.supervisor.call("mail", null);
            TaskRun<?> other = rig.supervisor.submit(() -> "other", io.tasky.task.RunOptions.DEFAULTS);
            rig.supervisor.unregister("mail");
            assertThat(waiting.status()).isEqualTo(RunStatus.CANCELLED);
            rig.awaitIdle();
            assertThat(running.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(other.get()).isEqualTo("other");
        }
    }

    @Test
    void runCannotUnregisterItsOwnTask() {
        try (Rig rig = patient()) {
            rig.supervisor.register(TaskDefinition.background("mail").run(() -> rig.supervisor.unregister("mail")));
            TaskRun<?> run = rig.supervisor.call("mail", null);
            assertThatThrownBy(run::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .hasMessage(
                            "Run " + run.id()
                                    + " of 'mail' cannot unregister its own task: it would wait for itself. Do that elsewhere.");
        }
    }

    @Test
    void unknownNameIsRefused() {
        try (Rig rig = patient()) {
            assertThatThrownBy(() -> rig.supervisor.unregister("nobody")).isInstanceOf(UnknownNameException.class);
        }
    }

    /** Whatever was accepted is done, however often the task goes and comes back. */
    @Test
    @Tag("race")
    void registeringAndUnregisteringUnderLoadLosesNoRun() throws Exception {
        try (Rig rig = patient()) {
            Queue<TaskRun<?>> runs = new ConcurrentLinkedQueue<>();
            AtomicInteger rounds = new AtomicInteger(60);
            register(rig);
            FutureTask<Void> caller = new FutureTask<>(
                    () -> {
                        while (rounds.get() > 0) {
                            try {
                                runs.add(rig.supervisor.call("mail", null));
                            } catch (RejectedExecutionException | UnknownNameException gone) {
                                Thread.onSpinWait();
                            }
                        }
                    },
                    null);
            Thread thread = start(caller);
            while (rounds.decrementAndGet() > 0) {
                rig.supervisor.unregister("mail");
                register(rig);
            }
            caller.get();
            thread.join();
            for (TaskRun<?> run : runs) {
                run.get();
            }
            assertThat(calls).hasValue(runs.size());
        }
    }

    private void register(Rig rig) {
        rig.supervisor.register(
                TaskDefinition.background("mail").priority(TaskPriority.HIGH).run(calls::incrementAndGet));
    }
}
