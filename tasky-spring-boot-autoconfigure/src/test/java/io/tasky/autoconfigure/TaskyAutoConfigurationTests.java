package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class TaskyAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    @Test
    void allFourKindsRun() {
        runner.withUserConfiguration(Producer.class, Workers.class).run(context -> {
            assertThat(context).hasNotFailed();
            Worker worker = context.getBean(Worker.class);
            assertThat(worker.seen("tick")).isEqualTo("tick");
            context.getBean(Producer.class).queue.put("item");
            assertThat(worker.seen("item")).isEqualTo("item");
            context.getBean(Producer.class).timer.reset();
            assertThat(worker.seen("timer")).isEqualTo("timer");
            assertThat(worker.greet("you", null).get(10, TimeUnit.SECONDS)).startsWith("tasky-default-").endsWith("you");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Producer {

        final TaskQueue<String> queue;

        final TaskTimer<Void> timer;

        Producer(@Qualifier("items") TaskQueue<String> queue, @Qualifier("timer") TaskTimer<Void> timer) {
            this.queue = queue;
            this.timer = timer;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Workers {

        @Bean
        Worker worker() {
            return new Worker();
        }
    }

    static class Worker {

        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        @PeriodicTask(fixedRate = "10ms")
        void tick() {
            seen.add("tick");
        }

        @QueueWorker(name = "items")
        void handle(String item) {
            seen.add(item);
        }

        @TimerTask(name = "timer", delay = "10ms", autoStart = false)
        void fire(TaskContext context) {
            seen.add("timer");
        }

        @BackgroundTask
        TaskRun<String> greet(String name, TaskContext context) {
            return TaskRun.of(Thread.currentThread().getName() + context.task() + name);
        }

        String seen(String wanted) throws InterruptedException {
            while (true) {
                String next = seen.poll(10, TimeUnit.SECONDS);
                if (next == null || next.equals(wanted)) {
                    return String.valueOf(next);
                }
            }
        }
    }
}
