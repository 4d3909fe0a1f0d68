package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.annotation.BackgroundTask;
import io.tasky.supervisor.TaskChain;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskStoppedException;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** A unit of work that others watch, stop and talk to, as Python's task.py has it. */
@TaskyTest(classes = ComingFromTaskPyTests.Work.class)
@Timeout(60)
class ComingFromTaskPyTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskyDriver driver;

    @Autowired
    private TaskSupervisor supervisor;

    @Autowired
    private Work work;

    /** The units of work; a call of one returns its run. */
    static class Work {

        /** Works until somebody asks it to stop. */
        @BackgroundTask(name = "simple")
        TaskRun<String> untilStopped(String greeting, Map<String, String> named) throws InterruptedException {
            assertThat(greeting).isEqualTo("hello");
            assertThat(named).containsEntry("world", "world");
            try {
                while (true) {
                    TaskContext.current().sleep(Duration.ofMillis(100));
                }
            } catch (TaskStoppedException asked) {
                return TaskRun.of("done.");
            }
        }

        @BackgroundTask(name = "first")
        TaskRun<String> first(String... arguments) {
            return TaskRun.of(arguments[0]);
        }

        /** Sleeps as many seconds as somebody sends. */
        @BackgroundTask(name = "sleep")
        TaskRun<String> sleepAsTold() throws InterruptedException {
            Integer seconds = (Integer) TaskContext.current().receive();
            TaskContext.current().sleep(Duration.ofSeconds(seconds));
            return TaskRun.of("slept " + seconds);
        }
    }

    @Test
    void runGoesOnUntilItIsAskedToStopAndThenHasItsResult() throws Exception {
        TaskRun<String> run = work.untilStopped("hello", Map.of("world", "world"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(run.isDone()).isFalse();

        run.stop();
        driver.awaitIdle();
        assertThat(run.isDone()).isTrue();
        assertThat(run.result()).isEqualTo("done.");
        assertThat(run.exception()).isNull();
        assertThat(run.arguments()).isEqualTo(List.of("hello", Map.of("world", "world")));
    }

    @Test
    void failedRunHasItsExceptionInsteadOfAResult() {
        TaskRun<String> run = work.first();
        driver.awaitIdle();
        assertThat(run.isDone()).isTrue();
        assertThat(run.result()).isNull();
        assertThat(run.exception()).isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void runWaitsForWhatIsSentToIt() throws Exception {
        TaskRun<String> run = work.sleepAsTold();
        clock.advance(Duration.ofMinutes(1));
        assertThat(run.isDone()).isFalse();

        run.send(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(run.result()).isEqualTo("slept 1");
    }

    @Test
    void callerWaitsForTheResultOrGetsTheException() throws Exception {
        assertThat(work.first("done.").get()).isEqualTo("done.");
        assertThatThrownBy(() -> work.first().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void functionIsAppliedToAThousandInputsAHundredAtATime() {
        Stream<Integer> inputs = IntStream.rangeClosed(1, 1000).boxed();
        try (Stream<Integer> results = supervisor.map(inputs, 100, input -> input * 2, RunOptions.DEFAULTS)) {
            assertThat(results.toList()).hasSize(1000).startsWith(2, 4).endsWith(1998, 2000);
        }
    }

    @Test
    void eachStepOfAChainGetsTheResultOfTheStepBefore() throws Exception {
        TaskChain<Integer> chain = supervisor.chain(() -> 1);
        for (int i = 0; i < 5; i++) {
            chain = chain.then(previous -> previous + 1);
        }
        TaskRun<Integer> run = chain.submit(RunOptions.DEFAULTS);
        assertThat(run.get()).isEqualTo(6);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
