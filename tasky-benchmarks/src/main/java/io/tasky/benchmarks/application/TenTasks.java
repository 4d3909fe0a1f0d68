package io.tasky.benchmarks.application;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.Retry;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.concurrent.CompletableFuture;

/** Ten tasks, none of which is due while anybody looks. */
public class TenTasks {

    /** Called by nobody. */
    @BackgroundTask
    public void send() {}

    /** Called by nobody. */
    @BackgroundTask(priority = TaskPriority.HIGH)
    public void index() {}

    /**
     * Called by nobody.
     *
     * @return nothing that matters
     */
    @BackgroundTask(retry = @Retry(maxRetries = "3", delay = "1s"))
    public TaskRun<String> charge() {
        return TaskRun.of("charged");
    }

    /**
     * Called by nobody.
     *
     * @return nothing that matters
     */
    @BackgroundTask(timeout = "10s")
    public CompletableFuture<String> render() {
        return CompletableFuture.completedFuture("rendered");
    }

    /** Due in an hour. */
    @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
    public void clean() {}

    /** Due in an hour. */
    @PeriodicTask(fixedDelay = "1h", initialDelay = "1h", priority = TaskPriority.LOW)
    public void compact() {}

    /** Due on the first of January. */
    @PeriodicTask(cron = "0 0 0 1 1 *")
    public void report() {}

    /** Due in an hour. */
    @TimerTask(delay = "1h")
    public void remind() {}

    /**
     * Of a queue that stays empty.
     *
     * @param item any text
     */
    @QueueWorker
    public void handle(String item) {}

    /**
     * Of a queue that stays empty.
     *
     * @param item any text
     */
    @QueueWorker(workers = "4", capacity = "100")
    public void deliver(String item) {}
}
