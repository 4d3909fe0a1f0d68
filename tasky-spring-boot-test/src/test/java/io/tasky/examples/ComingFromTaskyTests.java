package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.DeadLetter;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.TaskTimer;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The tasks of Python's tasky; its ways to run an application are in {@link ComingFromTaskyRunTests}. */
@TaskyTest(
        classes = {
            Output.class,
            ComingFromTaskyTests.Counter.class,
            ComingFromTaskyTests.Celebrate.class,
            ComingFromTaskyTests.QueueConsumer.class
        })
@TestPropertySource(properties = "tasky.tasks.counter.params.word=count")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromTaskyTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskSupervisor supervisor;

    @Autowired
    private Output output;

    @Autowired
    @Qualifier("counter")
    private TaskControl counter;

    @Autowired
    @Qualifier("celebrate")
    private TaskTimer<Void> celebrate;

    @Autowired
    @Qualifier("numbers")
    private TaskQueue<Integer> numbers;

    /** Counts the seconds. */
    static class Counter {

        private final AtomicInteger value = new AtomicInteger();

        private final Output output;

        Counter(Output output) {
            this.output = output;
        }

        @PeriodicTask(name = "counter", fixedRate = "1s", initialDelay = "1s")
        void count(TaskContext context) {
            output.print(context.config().get("word") + " " + value.incrementAndGet());
        }
    }

    /** Says something once, ten seconds after the start or the last reset. */
    static class Celebrate {

        private final Output output;

        Celebrate(Output output) {
            this.output = output;
        }

        @TimerTask(name = "celebrate", delay = "10s")
        void celebrate() {
            output.print("Surprise!");
        }
    }

    /** Two workers in front of a queue of five. */
    static class QueueConsumer {

        private final Output output;

        QueueConsumer(Output output) {
            this.output = output;
        }

        @QueueWorker(name = "consumer", queue = "numbers", workers = "2", capacity = "5")
        void consume(Integer number, TaskContext context) throws InterruptedException {
            if (number < 0) {
                throw new IllegalArgumentException("below zero: " + number);
            }
            output.print("got " + number);
            context.sleep(Duration.ofMillis(100));
        }
    }

    @Test
    void counterCountsToTenInTenSeconds() {
        clock.advance(Duration.ofSeconds(10));
        assertThat(output.linesWith("count"))
                .containsExactly(
                        "count 1",
                        "count 2",
                        "count 3",
                        "count 4",
                        "count 5",
                        "count 6",
                        "count 7",
                        "count 8",
                        "count 9",
                        "count 10");
    }

    @Test
    void timerFiresOnceItsDelayAfterTheStart() {
        clock.advance(Duration.ofSeconds(9));
        assertThat(output.linesWith("Surprise!")).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(output.linesWith("Surprise!")).hasSize(1);
    }

    @Test
    void resetOfAPendingTimerStartsItsDelayAnew() {
        clock.advance(Duration.ofSeconds(9));
        celebrate.reset();
        clock.advance(Duration.ofSeconds(9));
        assertThat(output.linesWith("Surprise!")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(output.linesWith("Surprise!")).hasSize(1);
    }

    @Test
    void resetOfATimerThatHasFiredLetsItFireAgain() {
        clock.advance(Duration.ofSeconds(10));
        celebrate.reset();
        clock.advance(Duration.ofSeconds(10));
        assertThat(output.linesWith("Surprise!")).hasSize(2);
    }

    @Test
    void twoWorkersShareAQueueAndEndWhenItIsClosedAndEmpty() throws Exception {
        TaskRun<Integer> producer = supervisor.submit(produce(10), RunOptions.DEFAULTS.withName("producer"));
        while (supervisor.task("consumer").snapshot().state() != TaskState.ENDED) {
            clock.advance(Duration.ofMillis(100));
        }
        assertThat(producer.get()).isEqualTo(10);
        assertThat(output.linesWith("put")).hasSize(10);
        assertThat(output.linesWith("got")).hasSize(10);
    }

    /** Waits wherever five items wait already. */
    private Callable<Integer> produce(int items) {
        return () -> {
            for (int i = 0; i < items; i++) {
                numbers.put(i * i);
                output.print("put " + i);
            }
            numbers.close();
            return items;
        };
    }

    @Test
    void failedItemIsADeadLetterUntilSomebodyPutsItAgain() throws Exception {
        numbers.put(-1);
        numbers.put(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(output.linesWith("got")).containsExactly("got 1");
        assertThat(numbers.size()).isZero();
        assertThat(numbers.deadLetters()).extracting(DeadLetter::item).containsExactly(-1);

        assertThat(numbers.replay()).isOne();
        clock.advance(Duration.ofSeconds(1));
        assertThat(supervisor.task("consumer").snapshot().counts().failed()).isEqualTo(2);
    }

    @Test
    void taskIsFoundByItsNameWithItsCounters() {
        clock.advance(Duration.ofSeconds(3));
        TaskSnapshot now = supervisor.task("counter").snapshot();
        assertThat(now.counts().succeeded()).isEqualTo(3);
        assertThat(now.lastRun()).isNotNull();
        assertThat(now.nextRun()).isEqualTo(clock.now().plusSeconds(1));
    }

    @Test
    void taskIsDisabledAndEnabledWhileTheApplicationRuns() {
        clock.advance(Duration.ofSeconds(2));
        counter.disable();
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("count")).hasSize(2);
        counter.enable();
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("count")).hasSizeGreaterThan(2);
    }
}
