package io.tasky.dashboard;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerKey;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** An application with a task of each kind, which do what a test says. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Workshop.Jobs.class)
class Workshop {

    /** The tasks. Thread-safe. */
    static class Jobs {

        private final AtomicInteger refreshed = new AtomicInteger();

        private final AtomicBoolean shipping = new AtomicBoolean(true);

        /** How often the cache was refreshed. */
        int refreshed() {
            return refreshed.get();
        }

        void shipping(boolean works) {
            shipping.set(works);
        }

        @PeriodicTask(name = "cache.refresh", fixedRate = "1h", initialDelay = "1h")
        void refreshCache() {
            refreshed.incrementAndGet();
        }

        /** Goes as far as it is sent, and ends when that is all the way. */
        @BackgroundTask(name = "feed.import", priority = TaskPriority.LOW)
        TaskRun<String> importFeed(TaskContext context) throws InterruptedException {
            double done = 0.1;
            while (done < 1) {
                context.progress(done, "rows " + Math.round(done * 1000) + " of 1000");
                done = (Double) context.receive();
            }
            return TaskRun.of("1000 rows");
        }

        @TimerTask(name = "index.flush", delay = "1h", autoStart = false)
        void flushIndex() {}

        @TimerTask(name = "carts.remind", delay = "1h")
        void remind(@TimerKey Long cart) {}

        @QueueWorker(name = "orders.ship", queue = "orders", capacity = "100")
        void ship(String order) {
            if (!shipping.get()) {
                throw new IllegalStateException("No carrier for " + order);
            }
        }
    }

    /** An application without tasks. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Empty {}
}
