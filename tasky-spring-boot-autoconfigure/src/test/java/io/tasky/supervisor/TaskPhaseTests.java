package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tasks of the start-up and of the shutdown. */
@Timeout(20)
class TaskPhaseTests {

    private static final TaskAttribute<Boolean> STARTUP = TaskAttribute.ON_STARTUP;

    private static final TaskAttribute<Boolean> SHUTDOWN = TaskAttribute.ON_SHUTDOWN;

    private final List<String> events = new CopyOnWriteArrayList<>();

    private void register(Rig rig, TaskAttribute<Boolean> when, TaskPriority priority, String name, TaskBody body) {
        rig.register(
                TaskKind.BACKGROUND,
                name,
                TaskAttributes.NONE.with(when, true).with(TaskAttribute.PRIORITY, priority),
                body);
    }

    private void register(Rig rig, TaskAttribute<Boolean> when, TaskPriority priority, String name) {
        register(rig, when, priority, name, payload -> events.add(name));
    }

    private static Object fail() {
        throw new IllegalStateException("no");
    }

    private static Rig patient() {
        return new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT));
    }

    private static void awaitWaiting(Thread thread) {
        Spin.until(() -> !thread.isAlive() || thread.getState() == Thread.State.WAITING);
    }

    @Test
    void tasksOfTheShutdownRunByPriorityWhenTheSupervisorCloses() {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient().started()) {
            register(rig, SHUTDOWN, TaskPriority.LOW, "low");
            register(rig, SHUTDOWN, TaskPriority.HIGH, "high");
            register(rig, SHUTDOWN, TaskPriority.NORMAL, "normal");
            register(rig, SHUTDOWN, TaskPriority.NORMAL, "disabled");
            rig.supervisor.task("disabled").disable();
            rig.supervisor.stop();
            rig.supervisor.start();
            assertThat(events).as("after a mere stop").isEmpty();
            rig.supervisor.close();
            assertThat(events).containsExactly("high", "normal", "low");
            assertThat(log.messagesAt(Level.INFO)).contains("Shutdown tasks: succeeded high, normal, low.");
            rig.supervisor.close();
            assertThat(events).hasSize(3);
        }
    }

    @Test
    void tasksOfTheShutdownComeAfterTheDrain() throws Exception {
        try (Rig rig = patient().started()) {
            register(rig, SHUTDOWN, TaskPriority.CRITICAL, "last");
            CountDownLatch go = new CountDownLatch(1);
            TaskRun<Boolean> work = rig.supervisor.submit(
                    () -> {
                        go.await();
                        return events.add("work");
                    },
                    RunOptions.DEFAULTS);
            Thread closing = new Thread(rig.supervisor::close);
            closing.start();
            awaitWaiting(closing);
            go.countDown();
            closing.join();
            assertThat(work.result()).isTrue();
            assertThat(events).containsExactly("work", "last");
        }
    }

    @Test
    void supervisorThatNeverStartedRunsNoTasksOfTheShutdown() {
        try (Rig rig = patient()) {
            register(rig, SHUTDOWN, TaskPriority.NORMAL, "never");
            rig.supervisor.close();
            assertThat(events).isEmpty();
        }
    }

    @Test
    void taskThatFailsDoesNotKeepTheOthersFromRunning() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient().started()) {
            register(rig, SHUTDOWN, TaskPriority.NORMAL, "failing", payload -> fail());
            register(rig, SHUTDOWN, TaskPriority.LOW, "low");
            rig.supervisor.close();
            rig.awaitIdle();
            assertThat(events).containsExactly("low");
            assertThat(log.messagesAt(Level.WARN)).containsExactly("Shutdown tasks: succeeded low; failed failing.");
            assertThat(log.messagesAt(Level.ERROR)).singleElement().asString().contains("of task 'failing' failed");
        }
    }

    @Test
    void taskWhoseKeyCannotBeToldDoesNotKeepTheOthersFromRunning() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient().started()) {
            rig.supervisor.register(TaskDefinition.background("failing")
                    .onShutdown(true)
                    .uniqueKey(payload -> {
                        throw new NoClassDefFoundError("no such class");
                    })
                    .run(() -> events.add("failing")));
            register(rig, SHUTDOWN, TaskPriority.LOW, "low");
            rig.supervisor.close();
            rig.awaitIdle();
            assertThat(events).containsExactly("low");
            assertThat(log.textsAt(Level.WARN))
                    .containsExactly(
                            "Shutdown tasks: task 'failing' could not be submitted.: no such class",
                            "Shutdown tasks: succeeded low; not reached failing.");
        }
    }

    @Test
    void tasksOfTheShutdownHaveTheTimeThatTheDrainHasLeft() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient().started()) {
            CountDownLatch slow = new CountDownLatch(1);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            register(rig, SHUTDOWN, TaskPriority.LOW, "after");
            register(rig, SHUTDOWN, TaskPriority.HIGH, "slow", payload -> {
                slow.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ex) {
                    interrupted.complete(true);
                }
                return null;
            });
            CountDownLatch work = rig.occupySlot(TaskPriority.NORMAL);
            Thread closing = new Thread(rig.supervisor::close);
            closing.start();
            awaitWaiting(closing);
            rig.advance(Duration.ofSeconds(20));
            work.countDown();
            slow.await();
            rig.time.awaitWaiters(1);
            awaitWaiting(closing);
            rig.advance(Duration.ofSeconds(9));
            assertThat(interrupted).isNotDone();
            awaitWaiting(closing);
            rig.advance(Duration.ofSeconds(1));
            closing.join();
            assertThat(interrupted.get()).isTrue();
            assertThat(events).isEmpty();
            assertThat(log.messagesAt(Level.WARN)).containsExactly("Shutdown tasks: failed slow; not reached after.");
        }
    }

    @Test
    void taskWhoseKeyIsToldWhenThereIsNoMoreTimeDoesNotRun() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient().started()) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch told = new CountDownLatch(1);
            register(rig, SHUTDOWN, TaskPriority.HIGH, "first");
            rig.supervisor.register(TaskDefinition.background("second")
                    .onShutdown(true)
                    .uniqueKey(payload -> {
                        asked.countDown();
                        awaitUninterruptibly(told);
                        return "key";
                    })
                    .run(() -> events.add("second")));
            Thread closing = new Thread(rig.supervisor::close);
            closing.start();
            asked.await();
            awaitWaiting(closing);
            rig.advance(ShutdownPolicy.DEFAULT.await());
            closing.join();
            told.countDown();
            rig.awaitIdle();
            assertThat(events).containsExactly("first");
            assertThat(log.messagesAt(Level.WARN)).contains("Shutdown tasks: succeeded first; not reached second.");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tasksOfTheStartUpRunOnceByPriorityEachAfterTheOneBefore() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient()) {
            CountDownLatch go = new CountDownLatch(1);
            register(rig, STARTUP, TaskPriority.CRITICAL, "first", payload -> {
                go.await();
                return events.add("first");
            });
            register(rig, STARTUP, TaskPriority.LOW, "low");
            register(rig, STARTUP, TaskPriority.HIGH, "high");
            register(rig, STARTUP, TaskPriority.NORMAL, "failing", payload -> fail());
            rig.started();
            assertThat(rig.supervisor.task("high").snapshot().counts().waiting())
                    .as("not submitted yet")
                    .isZero();
            go.countDown();
            rig.until(() -> !log.messagesAt(Level.WARN).isEmpty());
            assertThat(events).containsExactly("first", "high", "low");
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactly("Start-up tasks: succeeded first, high, low; failed failing.");
            rig.supervisor.stop();
            rig.started();
            rig.awaitIdle();
            assertThat(events).hasSize(3);
        }
    }

    @Test
    void tasksOfTheStartUpThatAStopKeepsFromRunningAreNamed() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = patient()) {
            CountDownLatch go = new CountDownLatch(1);
            register(rig, STARTUP, TaskPriority.HIGH, "first", payload -> {
                go.await();
                return null;
            });
            register(rig, STARTUP, TaskPriority.LOW, "second");
            rig.started();
            Stopping stopping = new Stopping(rig);
            go.countDown();
            assertThat(stopping.report().finished()).isOne();
            rig.awaitIdle();
            assertThat(events).isEmpty();
            assertThat(log.messagesAt(Level.WARN)).contains("Start-up tasks: succeeded first; not reached second.");
        }
    }
}
