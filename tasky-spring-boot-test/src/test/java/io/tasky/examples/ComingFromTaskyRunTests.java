package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.autoconfigure.ApplicationExit;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskQueue;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications that end by themselves, as those of Python's tasky: when all is done, or after a time. */
@Timeout(60)
class ComingFromTaskyRunTests {

    private final Output output = new Output();

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** Says hello, once. */
    static class HelloWorld {

        private final Output output;

        HelloWorld(Output output) {
            this.output = output;
        }

        @BackgroundTask(name = "hello", onStartup = true)
        void hello() {
            output.print("Hello world!");
        }
    }

    /** Counts the seconds. */
    static class Counter {

        private final AtomicInteger value = new AtomicInteger();

        private final Output output;

        Counter(Output output) {
            this.output = output;
        }

        @PeriodicTask(name = "counter", fixedRate = "1s")
        void count() {
            output.print(Integer.toString(value.incrementAndGet()));
        }
    }

    /** Surprises, once. */
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
        void consume(Integer number) {
            output.print("got " + number);
        }
    }

    /** Puts ten items, and closes the queue. */
    static class QueueProducer {

        private final Output output;

        private final TaskQueue<Integer> numbers;

        QueueProducer(Output output, @Qualifier("numbers") TaskQueue<Integer> numbers) {
            this.output = output;
            this.numbers = numbers;
        }

        @BackgroundTask(name = "producer", onStartup = true)
        void produce() throws InterruptedException {
            for (int i = 0; i < 10; i++) {
                numbers.put(i);
                output.print("put " + i);
            }
            numbers.close();
        }
    }

    /** Fails, once. */
    static class Failing {

        @BackgroundTask(name = "failing", onStartup = true)
        void fail() {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void helloIsSaidOnceAndTheApplicationEnds() throws Exception {
        run("tasky.run.mode=until-complete", HelloWorld.class);
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(output.lines()).containsExactly("Hello world!");
    }

    @Test
    void applicationEndsWhenItsQueueIsClosedAndEmpty() throws Exception {
        run("tasky.run.mode=until-complete", QueueConsumer.class, QueueProducer.class);
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(output.linesWith("put")).hasSize(10);
        assertThat(output.linesWith("got")).hasSize(10);
    }

    @Test
    void exitCodeTellsThatARunHasFailed() throws Exception {
        run("tasky.run.mode=until-complete", Failing.class);
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isOne();
    }

    @Test
    void applicationThatRunsForTenSecondsCountsToTenAndCelebrates() throws Exception {
        ManualTimeSource time = new ManualTimeSource();
        ConfigurableApplicationContext context = application(Counter.class, Celebrate.class)
                .initializers(starting -> starting.getBeanFactory().registerSingleton("time", time))
                .properties("tasky.run.for=10s")
                .run();
        TaskPool pool = context.getBean(TaskSupervisor.class).pool("default");
        for (Duration step : steps(10)) {
            assertThat(exitCode).isNotDone();
            time.advance(step);
            assertThat(pool.awaitIdle(Duration.ofDays(1))).isTrue();
        }
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(context.isActive()).isFalse();
        assertThat(output.lines()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "Surprise!");
    }

    /** The start, and so many seconds. */
    private static List<Duration> steps(int seconds) {
        return IntStream.rangeClosed(0, seconds)
                .mapToObj(second -> second == 0 ? Duration.ZERO : Duration.ofSeconds(1))
                .toList();
    }

    private void run(String property, Class<?>... tasks) {
        application(tasks).properties(property).run();
    }

    private SpringApplicationBuilder application(Class<?>... tasks) {
        return new SpringApplicationBuilder(Application.class)
                .sources(tasks)
                .web(WebApplicationType.NONE)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("output", output);
                    starting.getBeanFactory().registerSingleton("exit", (ApplicationExit) exitCode::complete);
                });
    }
}
