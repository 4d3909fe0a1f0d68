package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.TaskTimer;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;

/** The workers of Python's atasker: in a loop, by the clock, for a queue, for an event, and made in code. */
@TaskyTest(
        classes = {
            Output.class,
            ComingFromAtaskerWorkersTests.Workers.class,
            ComingFromAtaskerWorkersTests.OnError.class
        })
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromAtaskerWorkersTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskyDriver driver;

    @Autowired
    private TaskSupervisor supervisor;

    @Autowired
    private Output output;

    @Autowired
    private Workers workers;

    @Autowired
    @Qualifier("everySecond")
    private TaskControl everySecond;

    @Autowired
    @Qualifier("todos")
    private TaskQueue<String> todos;

    @Autowired
    @Qualifier("triggered")
    private TaskTimer<Void> triggered;

    /** One worker of each sort. */
    static class Workers {

        private final AtomicInteger rounds = new AtomicInteger();

        private final BlockingQueue<CompletableFuture<Void>> stages = new LinkedBlockingQueue<>();

        private final Output output;

        Workers(Output output) {
            this.output = output;
        }

        /** Without a pause, until it returns false. */
        @PeriodicTask(name = "simple", fixedDelay = "0s")
        boolean simple() {
            output.print("simple");
            return rounds.incrementAndGet() < 3;
        }

        /** Gives back its thread while its stage is not complete. */
        @PeriodicTask(name = "async", fixedDelay = "1s")
        CompletableFuture<Void> async() {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            stages.add(stage);
            return stage;
        }

        /** To be started by somebody. */
        @PeriodicTask(name = "everySecond", fixedRate = "1s", enabled = "false")
        void everySecond() {
            output.print("every second");
        }

        @QueueWorker(name = "todos")
        void todo(String todo) {
            if (todo.isEmpty()) {
                throw new IllegalArgumentException("nothing to do");
            }
            output.print("todo " + todo);
        }

        @TimerTask(name = "triggered", delay = "0s", autoStart = false, priority = TaskPriority.HIGH)
        void triggered() {
            output.print("triggered");
        }
    }

    /** Gets what fails. */
    static class OnError implements TaskErrorHandler {

        private final Output output;

        OnError(Output output) {
            this.output = output;
        }

        @Override
        public void handleError(TaskRun<?> run, TaskFacts facts, Throwable failure) {
            output.print(run.task() + " failed: " + failure.getMessage());
        }
    }

    @Test
    void simpleWorkerRunsAgainAndAgainUntilItReturnsFalse() {
        clock.advance(Duration.ofMinutes(1));
        assertThat(output.linesWith("simple")).hasSize(3);
        assertThat(supervisor.task("simple").snapshot().state()).isEqualTo(TaskState.ENDED);
    }

    @Test
    void asyncWorkerRunsAgainAfterItsStageWasComplete() {
        clock.advance(Duration.ofMinutes(1));
        assertThat(workers.stages).hasSize(1);
        workers.stages.remove().complete(null);
        clock.advance(Duration.ofSeconds(1));
        assertThat(workers.stages).hasSize(1);
    }

    @Test
    void intervalWorkerIsStartedAndStopped() {
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("every second")).isEmpty();
        everySecond.enable();
        clock.advance(Duration.ofMillis(2500));
        assertThat(output.linesWith("every second")).hasSize(3);
        everySecond.disable();
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("every second")).hasSize(3);
    }

    @Test
    void queueWorkerRunsForWhatIsPutIntoItsQueue() throws Exception {
        todos.put("todo1");
        assertThat(driver.drain("todos")).isOne();
        assertThat(output.lines()).contains("todo todo1");
    }

    @Test
    void eventWorkerRunsWhenItIsTriggered() {
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("triggered")).isEmpty();
        triggered.reset();
        clock.advance(Duration.ZERO);
        assertThat(output.linesWith("triggered")).hasSize(1);
    }

    @Test
    void workerIsMadeInCode() {
        supervisor.register(new TaskDefinition(
                "worker5",
                TaskKind.PERIODIC,
                TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofMillis(100)),
                payload -> {
                    output.print("custom");
                    return null;
                },
                "a test"));
        clock.advance(Duration.ofMillis(250));
        assertThat(output.linesWith("custom")).hasSize(3);
    }

    @Test
    void handlerOfErrorsIsToldOfAFailure() throws Exception {
        todos.put("");
        driver.drain("todos");
        assertThat(output.lines()).contains("todos failed: nothing to do");
    }
}
