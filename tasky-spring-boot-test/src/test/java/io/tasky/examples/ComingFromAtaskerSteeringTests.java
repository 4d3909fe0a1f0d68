package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerKey;
import io.tasky.annotation.TimerTask;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

/** What Python's atasker does with workers and tasks beside their schedule: triggers, delays, locks, and an order. */
@TaskyTest(
        classes = {
            Output.class,
            ComingFromAtaskerSteeringTests.Workers.class,
            ComingFromAtaskerSteeringTests.Order.class
        })
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromAtaskerSteeringTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskyDriver driver;

    @Autowired
    private Output output;

    @Autowired
    private Workers workers;

    @Autowired
    @Qualifier("hourly")
    private TaskControl hourly;

    @Autowired
    @Qualifier("delayed")
    private TaskTimer<String> delayed;

    @Autowired
    @Qualifier("ordered")
    private TaskQueue<Integer> ordered;

    @Autowired
    @Qualifier("ordered")
    private TaskControl orderedWorker;

    /** Tasks to steer. */
    static class Workers {

        private final Output output;

        Workers(Output output) {
            this.output = output;
        }

        @PeriodicTask(name = "hourly", fixedRate = "1h", initialDelay = "1h")
        void hourly() {
            output.print("hourly");
        }

        @TimerTask(name = "delayed", delay = "5s", autoStart = false)
        void delayed(@TimerKey String what) {
            output.print("delayed " + what);
        }

        @BackgroundTask(name = "locked", maxConcurrent = "1")
        TaskRun<String> locked() throws InterruptedException {
            TaskContext.current().sleep(Duration.ofSeconds(1));
            return TaskRun.of("alone");
        }

        @QueueWorker(name = "ordered", orderBy = "smallestFirst", enabled = "false")
        void ordered(Integer number) {
            output.print("item " + number);
        }
    }

    /** The order of a queue. */
    @Configuration(proxyBeanMethods = false)
    static class Order {

        @Bean
        Comparator<Integer> smallestFirst() {
            return Comparator.naturalOrder();
        }
    }

    @Test
    void intervalWorkerIsTriggeredAndKeepsItsSchedule() throws Exception {
        hourly.trigger().get();
        assertThat(output.lines()).containsExactly("hourly");
        clock.advance(Duration.ofHours(1));
        assertThat(output.lines()).containsExactly("hourly", "hourly");
    }

    @Test
    void intervalIsChangedWhileTheApplicationRuns() {
        hourly.reschedule(TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofMinutes(1)));
        clock.advance(Duration.ofMinutes(3));
        assertThat(output.lines()).hasSize(3);
    }

    @Test
    void workIsPutWithADelay() {
        delayed.reset("a");
        clock.advance(Duration.ofSeconds(3));
        delayed.reset("b");
        clock.advance(Duration.ofSeconds(2));
        assertThat(output.lines()).containsExactly("delayed a");
        clock.advance(Duration.ofSeconds(3));
        assertThat(output.lines()).containsExactly("delayed a", "delayed b");
    }

    @Test
    void oneRunAtATimeTakesThePlaceOfALock() throws Exception {
        TaskRun<String> first = workers.locked();
        TaskRun<String> second = workers.locked();
        clock.advance(Duration.ofMillis(500));
        assertThat(List.of(first.status(), second.status()))
                .containsExactlyInAnyOrder(RunStatus.RUNNING, RunStatus.WAITING);
        clock.advance(Duration.ofMillis(1500));
        assertThat(second.result()).isEqualTo("alone");
    }

    @Test
    void itemsComeInTheOrderOfAComparator() throws Exception {
        ordered.putAll(List.of(3, 1, 2));
        orderedWorker.enable();
        driver.awaitIdle();
        assertThat(output.lines()).containsExactly("item 1", "item 2", "item 3");
    }
}
