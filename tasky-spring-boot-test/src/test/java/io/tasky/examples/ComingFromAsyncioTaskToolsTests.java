package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.CreatedPool;
import io.tasky.supervisor.PoolHooks;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimeoutException;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** Background tasks and pools that live as long as a block of code, as Python's asyncio-task-tools has them. */
@TaskyTest(classes = {Output.class, ComingFromAsyncioTaskToolsTests.Work.class})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromAsyncioTaskToolsTests {

    private static final RunOptions IN_POOL = RunOptions.DEFAULTS.withPool("block");

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

    /** Declared tasks. */
    static class Work {

        private final Output output;

        Work(Output output) {
            this.output = output;
        }

        @PeriodicTask(name = "pulse", fixedDelay = "1s", initialDelay = "1s")
        void pulse() {
            output.print("pulse");
        }

        @BackgroundTask(name = "limited", timeout = "10s")
        TaskRun<String> limited(Duration duration) throws InterruptedException {
            TaskContext.current().sleep(duration);
            return TaskRun.of("in time");
        }
    }

    /** Beats until it is closed. */
    static final class HeartBeat implements AutoCloseable {

        private final TaskRun<?> run;

        HeartBeat(TaskSupervisor supervisor, Duration interval, Runnable beat) {
            run = supervisor.submit(
                    () -> {
                        while (true) {
                            beat.run();
                            TaskContext.current().sleep(interval);
                        }
                    },
                    RunOptions.DEFAULTS.withName("heartbeat"));
        }

        @Override
        public void close() {
            run.stop();
        }
    }

    /** Says when a pool begins and ends. */
    private final class Hooks implements PoolHooks {

        @Override
        public void onStart(TaskPool pool) {
            output.print("open");
        }

        @Override
        public void beforeStop(TaskPool pool) {
            output.print("closed");
        }
    }

    @Test
    void backgroundTaskGoesOnUntilItsBlockEnds() {
        try (HeartBeat heart = new HeartBeat(supervisor, Duration.ofSeconds(1), () -> output.print("beat"))) {
            clock.advance(Duration.ofMillis(2500));
            assertThat(heart.run.isDone()).isFalse();
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(output.linesWith("beat")).hasSize(3);
    }

    @Test
    void periodicTaskRunsAgainOneIntervalAfterItsEnd() {
        clock.advance(Duration.ofSeconds(3));
        assertThat(output.linesWith("pulse")).hasSize(3);
    }

    @Test
    void poolLivesAsLongAsItsBlockAndGivesResultsAndFutures() throws Exception {
        TaskRun<String> future;
        try (CreatedPool pool = supervisor.createPool(PoolConfig.of("block", 2))) {
            String result = supervisor
                    .submit(() -> Thread.currentThread().getName(), IN_POOL)
                    .get();
            assertThat(result).startsWith("tasky-" + pool.pool().config().name());
            future = supervisor.submit(() -> "created", IN_POOL);
        }
        assertThat(future.get()).isEqualTo("created");
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> supervisor.submit(() -> "too late", IN_POOL));
    }

    @Test
    void resultComesWithoutAThreadThatWaitsForIt() {
        CompletionStage<String> greeting;
        try (CreatedPool pool = supervisor.createPool(PoolConfig.of("block", 2))) {
            greeting = supervisor
                    .submit(() -> "hello from ", IN_POOL)
                    .thenApply(hello -> hello + pool.pool().config().name());
        }
        assertThat(greeting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("hello from block");
    }

    @Test
    void allRunsAreCompleteWhenThePoolIsClosed() throws Exception {
        TaskRun<String> first;
        TaskRun<String> second;
        try (CreatedPool pool = supervisor.createPool(PoolConfig.of("block", 1), new Hooks())) {
            first = supervisor.submit(
                    () -> print("first in " + pool.pool().config().size()), IN_POOL);
            second = supervisor.submit(() -> print("second"), IN_POOL);
        }
        assertThat(first.isDone() && second.isDone()).isTrue();
        assertThat(output.lines()).containsExactly("open", "first in 1", "second", "closed");
    }

    private String print(String line) {
        output.print(line);
        return line;
    }

    @Test
    void poolRunsNoMoreAtOnceThanItsSize() {
        CountDownLatch end = new CountDownLatch(1);
        try (CreatedPool pool = supervisor.createPool(PoolConfig.of("block", 1))) {
            TaskRun<String> running = supervisor.submit(() -> await(end), IN_POOL);
            TaskRun<String> waiting = supervisor.submit(() -> await(end), IN_POOL);
            clock.advance(Duration.ofSeconds(1));
            assertThat(pool.pool().snapshot().taken()).isOne();
            assertThat(running.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
            end.countDown();
        }
    }

    private static String await(CountDownLatch end) throws InterruptedException {
        end.await();
        return "ended";
    }

    @Test
    void runThatTakesTooLongTimesOut() throws Exception {
        TaskRun<String> quick = work.limited(Duration.ofSeconds(9));
        TaskRun<String> slow = work.limited(Duration.ofSeconds(11));
        clock.advance(Duration.ofSeconds(11));
        assertThat(quick.result()).isEqualTo("in time");
        assertThat(slow.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(slow.exception()).isInstanceOf(TaskTimeoutException.class);
    }

    @Test
    void exceptionIsForWhoeverHoldsTheFuture() {
        TaskRun<String> run = supervisor.submit(
                () -> {
                    throw new IllegalStateException("wrong key");
                },
                RunOptions.DEFAULTS);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(run::get)
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancelledFutureInterruptsItsRun() {
        CountDownLatch never = new CountDownLatch(1);
        TaskRun<String> run = supervisor.submit(() -> await(never), RunOptions.DEFAULTS);
        clock.advance(Duration.ZERO);
        assertThat(run.cancel(true)).isTrue();
        driver.awaitIdle();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::get);
    }

    @Test
    void cancelledRunIsStartedAgain() throws Exception {
        TaskRun<String> sending = supervisor.submit(this::send, RunOptions.DEFAULTS.withName("send"));
        clock.advance(Duration.ZERO);
        sending.cancel(true); // the connection is lost
        driver.awaitIdle();

        TaskRun<String> again = sending.restart(); // there is a new one
        again.send("answer");
        assertThat(again.get()).isEqualTo("answer");
        assertThat(output.linesWith("sent")).hasSize(2);
    }

    /** Sends something, and waits for its answer for a second. */
    private String send() throws InterruptedException {
        output.print("sent");
        Object answer = TaskContext.current().poll(Duration.ofSeconds(1));
        if (answer == null) {
            throw new IllegalStateException("no answer");
        }
        return (String) answer;
    }

    @Test
    void waitForAnAnswerHasItsTime() {
        TaskRun<String> sending = supervisor.submit(this::send, RunOptions.DEFAULTS.withName("send"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(sending.exception()).hasMessage("no answer");
    }
}
