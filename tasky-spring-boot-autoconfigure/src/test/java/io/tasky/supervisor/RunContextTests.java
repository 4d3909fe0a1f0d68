package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RunOptions;
import io.tasky.task.RunProgress;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskStoppedException;
import io.tasky.testing.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the code of a run can do by its context. */
@Timeout(20)
class RunContextTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private static <T extends @Nullable Object> TaskRun<T> submit(Rig rig, Callable<T> work) {
        return rig.supervisor.submit(work, RunOptions.DEFAULTS);
    }

    // sleep

    @Test
    void sleepsByTheSupervisorsClock() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<Instant> run = submit(rig, () -> {
                TaskContext.current().sleep(HOUR);
                return rig.time.now();
            });
            rig.time.awaitWaiters(1);
            Instant before = rig.time.now();
            assertThat(rig.pool().snapshot().taken()).isOne();

            rig.time.advance(HOUR);

            assertThat(run.get()).isEqualTo(before.plus(HOUR));
        }
    }

    @Test
    void stopWakesASleeperAndCancelsItsRun() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                TaskContext.current().sleep(HOUR);
                return null;
            });
            rig.time.awaitWaiters(1);

            assertThat(run.stop()).isTrue();

            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(run.isStopRequested()).isTrue();
            assertThat(run.exception()).isNull();
        }
    }

    @Test
    void sleeperMayTidyUpAndSucceedAfterAStop() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<String> run = submit(rig, () -> {
                try {
                    TaskContext.current().sleep(HOUR);
                    return "slept";
                } catch (TaskStoppedException ex) {
                    return "tidied up";
                }
            });
            rig.time.awaitWaiters(1);
            run.stop();

            assertThat(run.get()).isEqualTo("tidied up");
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            rig.awaitIdle();
        }
    }

    @Test
    void historyTellsThatARunWasAskedToStop() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                running.countDown();
                while (!TaskContext.current().isStopRequested()) {
                    Thread.onSpinWait();
                }
                return "done";
            });
            TaskRun<?> run = rig.supervisor.call("mail", null);
            running.await();
            run.stop();
            rig.awaitIdle();
            assertThat(rig.supervisor.history("mail")).singleElement().satisfies(snapshot -> {
                assertThat(snapshot.status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(snapshot.stopRequested()).isTrue();
            });
        }
    }

    @Test
    @Tag("race")
    void stopIsNeverLostOnARunThatIsJustFallingAsleep() throws Exception {
        try (Rig rig = new Rig().started()) {
            for (int i = 0; i < Rounds.of(20_000); i++) {
                CountDownLatch running = new CountDownLatch(1);
                TaskRun<@Nullable Object> run = submit(rig, () -> {
                    running.countDown();
                    TaskContext.current().sleep(HOUR);
                    return null;
                });
                running.await();
                run.stop();
                rig.awaitIdle();
                assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            }
        }
    }

    // send, receive, poll

    @Test
    void messagesArriveInTheOrderTheyWereSent() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<List<Object>> run = submit(rig, () -> {
                List<Object> received = new ArrayList<>();
                while (!received.contains("end")) {
                    received.add(TaskContext.current().receive());
                }
                return received;
            });
            assertThat(run.send("before the start")).isTrue();
            blocker.countDown();
            assertThat(run.send("later")).isTrue();
            assertThat(run.send("end")).isTrue();

            assertThat(run.get()).containsExactly("before the start", "later", "end");
            assertThat(run.send("too late")).isFalse();
        }
    }

    @Test
    void pollWaitsByTheClockAndAnswersNullWithoutAMessage() throws Exception {
        try (Rig rig = new Rig().started()) {
            BlockingQueue<String> answers = new LinkedBlockingQueue<>();
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                TaskContext context = TaskContext.current();
                answers.add("" + context.poll(Duration.ZERO));
                answers.add("" + context.poll(HOUR));
                answers.add("" + context.poll(HOUR));
                return null;
            });
            assertThat(answers.take()).isEqualTo("null");
            rig.time.awaitWaiters(1);
            rig.time.advance(HOUR);
            assertThat(answers.take()).isEqualTo("null");
            run.send("hello");
            assertThat(answers.take()).isEqualTo("hello");
        }
    }

    @Test
    void stopWakesWhoWaitsForAMessageButMessagesThatAreThereComeFirst() throws Exception {
        try (Rig rig = new Rig().started()) {
            BlockingQueue<Object> received = new LinkedBlockingQueue<>();
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                running.countDown();
                while (true) {
                    received.add(TaskContext.current().receive());
                }
            });
            running.await();
            run.send("one");
            run.stop();
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(received).contains("one");
        }
    }

    @Test
    void runThatTakesNoMessagesDoesNotFillTheMemory() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                end.await();
                return null;
            });
            for (int i = 0; i < 1_000; i++) {
                assertThat(run.send(i)).isTrue();
            }
            assertThatThrownBy(() -> run.send("one more"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Run " + run.id() + " of 'dynamic' has not taken 1000 messages yet."
                            + " Let it receive() them, or send fewer.");
            end.countDown();
        }
    }

    @Test
    void interruptWakesWhoWaitsForAMessage() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<String> how = new CompletableFuture<>();
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                running.countDown();
                try {
                    return TaskContext.current().receive();
                } catch (InterruptedException ex) {
                    how.complete("interrupted");
                    throw ex;
                }
            });
            running.await();
            run.cancel(true);
            // A stop wakes it as well, whichever comes first.
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    // progress

    @Test
    void progressIsSeenWhileItRunsAndAfterwards() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch said = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            rig.register(TaskKind.BACKGROUND, "export", TaskAttributes.NONE, payload -> {
                TaskContext.current().progress(0.4, "rows 400 of 1000");
                said.countDown();
                end.await();
                TaskContext.current().progress(1);
                return null;
            });
            TaskRun<?> run = rig.supervisor.call("export", null);
            said.await();
            RunProgress progress = new RunProgress(0.4, "rows 400 of 1000", rig.time.now());
            assertThat(run.progress()).isEqualTo(progress);
            assertThat(rig.supervisor.runs(0, 9).items().get(0).progress()).isEqualTo(progress);

            end.countDown();
            rig.awaitIdle();
            assertThat(rig.supervisor.history("export").get(0).progress())
                    .isEqualTo(new RunProgress(1, null, rig.time.now()));
        }
    }

    @Test
    void progressOutsideOfZeroToOneIsRefused() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                TaskContext.current().progress(40);
                return null;
            });
            rig.awaitIdle();
            assertThat(run.exception())
                    .hasMessage("The progress of a run is a fraction from 0 to 1, was 40.0."
                            + " Divide what is done by all there is.");
        }
    }

    // keys and limits

    @Test
    void keyOfATickIsItsTaskAndItsMoment() throws Exception {
        try (Rig rig = new Rig().started()) {
            BlockingQueue<String> keys = new LinkedBlockingQueue<>();
            rig.register(
                    TaskKind.PERIODIC, "report", TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, HOUR), payload -> {
                        TaskContext context = TaskContext.current();
                        keys.add(context.idempotencyKey() + " " + context.scheduledTime());
                        return null;
                    });
            Instant first = rig.time.now();
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(keys.take()).isEqualTo("report@" + first + " " + first);
        }
    }

    @Test
    void keyOfACallIsItsRunAndTheSameInEveryAttempt() throws Exception {
        try (Rig rig = new Rig().started()) {
            BlockingQueue<String> keys = new LinkedBlockingQueue<>();
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        keys.add(TaskContext.current().idempotencyKey());
                        throw new IllegalStateException("no");
                    },
                    (attempt, failure) -> attempt < 2 ? HOUR : null));
            TaskRun<?> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            rig.advanceAndAwait(HOUR);
            assertThat(keys).containsExactly(run.id(), run.id());
        }
    }

    @Test
    void attemptWithoutATimeoutHasNoDeadline() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Instant> run =
                    submit(rig, () -> TaskContext.current().deadline());
            assertThat(run.get()).isNull();
        }
    }

    // restart

    @Test
    void runThatHasEndedCanBeRestartedAsANewRun() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> "to " + payload);
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", "ada");
            rig.awaitIdle();

            TaskRun<@Nullable Object> again = run.restart();

            assertThat(again.get()).isEqualTo("to ada");
            assertThat(again.arguments()).containsExactly("ada");
            assertThat(again.id()).isNotEqualTo(run.id());
        }
    }

    @Test
    void runThatGoesOnCannotBeRestarted() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch end = new CountDownLatch(1);
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<@Nullable Object> run = submit(rig, () -> {
                running.countDown();
                end.await();
                return null;
            });
            running.await();
            assertThatThrownBy(run::restart)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Run " + run.id() + " of 'dynamic' is RUNNING and cannot be restarted yet."
                            + " Stop it first, and wait for its end.");
            end.countDown();
        }
    }

    @Test
    void runOfATickCannotBeRestarted() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<TaskContext> context = new CompletableFuture<>();
            rig.register(
                    TaskKind.PERIODIC, "report", TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, HOUR), payload -> {
                        context.complete(TaskContext.current());
                        return null;
                    });
            rig.advanceAndAwait(Duration.ZERO);
            TaskRun<?> run = (TaskRun<?>) context.get();
            assertThatThrownBy(run::restart)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("of 'report' was started by its PERIODIC task, not by a call,"
                            + " and cannot be restarted.");
        }
    }

    @Test
    void stoppedSupervisorRestartsNothing() throws Exception {
        Rig rig = new Rig().started();
        TaskRun<String> run = submit(rig, () -> "done");
        rig.awaitIdle();
        rig.close();
        assertThatThrownBy(run::restart).hasMessageContaining("takes no more work");
    }
}
