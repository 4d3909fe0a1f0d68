package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.annotation.BackgroundTask;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The supervisor, its pool and background tasks of Python's atasker; its workers are in {@link ComingFromAtaskerWorkersTests}. */
@TaskyTest(classes = {Output.class, ComingFromAtaskerTests.Work.class, ComingFromAtaskerTests.StartUp.class})
@TestPropertySource(
        properties = {
            "tasky.pools.default.size=20",
            "tasky.pools.default.reserve-normal=5",
            "tasky.pools.default.reserve-high=5"
        })
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromAtaskerTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskyDriver driver;

    @Autowired
    private TaskSupervisor supervisor;

    @Autowired
    private Work work;

    @Autowired
    private Output output;

    /** Background tasks; a call returns at once. */
    static class Work {

        @BackgroundTask(name = "work")
        TaskRun<Integer> work() {
            return TaskRun.of(777);
        }

        @BackgroundTask(name = "calculate", priority = TaskPriority.HIGH)
        CompletableFuture<Integer> calculate(int number) {
            return CompletableFuture.supplyAsync(() -> number * 2).thenApply(twice -> twice + number);
        }
    }

    /** Functions that run when the application starts, the important ones first. */
    static class StartUp {

        private final Output output;

        StartUp(Output output) {
            this.output = output;
        }

        @BackgroundTask(name = "last", onStartup = true, priority = TaskPriority.LOW)
        void last() {
            output.print("last");
        }

        @BackgroundTask(name = "first", onStartup = true, priority = TaskPriority.HIGH)
        void first() {
            output.print("first");
        }

        @BackgroundTask(name = "second", onStartup = true)
        void second() {
            output.print("second");
        }
    }

    @Test
    void poolHasItsSizesAndChangesThemWhileItRuns() {
        TaskPool pool = supervisor.pool("default");
        assertThat(pool.config().limit(TaskPriority.LOW)).isEqualTo(20);
        assertThat(pool.config().limit(TaskPriority.NORMAL)).isEqualTo(25);
        assertThat(pool.config().limit(TaskPriority.HIGH)).isEqualTo(30);

        pool.resize(pool.config().withSize(40));
        assertThat(pool.config().limit(TaskPriority.HIGH)).isEqualTo(50);
    }

    @Test
    void reservesAreThereForWhatIsMoreImportant() {
        CountDownLatch end = new CountDownLatch(1);
        Callable<String> blocking = () -> {
            end.await();
            return "ended";
        };
        driver.awaitIdle();
        List<TaskRun<String>> low = submit(blocking, TaskPriority.LOW, 21);
        List<TaskRun<String>> normal = submit(blocking, TaskPriority.NORMAL, 6);
        List<TaskRun<String>> high = submit(blocking, TaskPriority.HIGH, 6);
        List<TaskRun<String>> critical = submit(blocking, TaskPriority.CRITICAL, 6);
        clock.advance(Duration.ZERO);

        assertThat(running(low)).isEqualTo(20);
        assertThat(running(normal)).isEqualTo(5);
        assertThat(running(high)).isEqualTo(5);
        assertThat(running(critical)).isEqualTo(6);
        end.countDown();
    }

    private List<TaskRun<String>> submit(Callable<String> work, TaskPriority priority, int times) {
        return supervisor.submitAll(Collections.nCopies(times, work), RunOptions.priority(priority));
    }

    private static long running(List<TaskRun<String>> runs) {
        return runs.stream().filter(run -> run.status() == RunStatus.RUNNING).count();
    }

    @Test
    void threadMayWaitUntilAnotherOneStopsTheSupervisor() throws Exception {
        CompletableFuture<Boolean> blocked = CompletableFuture.supplyAsync(() -> {
            try {
                return supervisor.awaitStopped(Duration.ofDays(1));
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        });
        supervisor.stop();
        assertThat(blocked.get()).isTrue();
        assertThat(supervisor.state()).isEqualTo(SupervisorState.STOPPED);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> work.work());
    }

    @Test
    void callReturnsItsRunAndTheRunItsResult() throws Exception {
        TaskRun<Integer> run = work.work();
        assertThat(run.get()).isEqualTo(777);
        assertThat(run.result()).isEqualTo(777);
    }

    @Test
    void methodWithoutAnAnnotationIsSubmittedWithItsPriority() {
        TaskRun<?> run = supervisor.submit(
                () -> output.print("working in the background too"),
                RunOptions.priority(TaskPriority.HIGH).withName("work2"));
        driver.awaitIdle();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(output.lines()).contains("working in the background too");
    }

    @Test
    void severalRunsAreWaitedForTogether() throws Exception {
        List<TaskRun<Integer>> runs = List.of(work.work(), work.work(), work.work());
        assertThat(supervisor.awaitAll(runs, Duration.ofMinutes(1))).isTrue();
        assertThat(runs).extracting(TaskRun::result).containsExactly(777, 777, 777);
    }

    @Test
    void waitThatTakesTooLongSaysSo() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        TaskRun<String> run = supervisor.submit(
                () -> {
                    end.await();
                    return "";
                },
                RunOptions.DEFAULTS);
        assertThat(supervisor.awaitAll(List.of(run), Duration.ZERO)).isFalse();
        end.countDown();
    }

    @Test
    void methodMayReturnAStageAndItsCallerWaitsForTheResult() throws Exception {
        assertThat(work.calculate(1).get()).isEqualTo(3);
    }

    @Test
    void runTellsWhereItStandsAndWhatItIs() {
        TaskRun<Integer> run = work.work();
        driver.awaitIdle();
        assertThat(run.id()).isNotEmpty();
        assertThat(run.task()).isEqualTo("work");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.queuedAt()).isEqualTo(clock.now());
        assertThat(run.startedAt()).isEqualTo(clock.now());
    }

    @Test
    void functionsOfTheStartUpRunByPriority() {
        driver.awaitIdle();
        assertThat(output.lines()).containsExactly("first", "second", "last");
    }
}
