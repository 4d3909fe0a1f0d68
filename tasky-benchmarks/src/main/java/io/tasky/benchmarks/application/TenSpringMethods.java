package io.tasky.benchmarks.application;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/** The methods of {@link TenTasks} with Spring's annotations, which has none for timers and queues. */
public class TenSpringMethods {

    /** Called by nobody. */
    @Async
    public void send() {}

    /** Called by nobody. */
    @Async
    public void index() {}

    /**
     * Called by nobody.
     *
     * @return nothing that matters
     */
    @Async
    public CompletableFuture<String> charge() {
        return CompletableFuture.completedFuture("charged");
    }

    /**
     * Called by nobody.
     *
     * @return nothing that matters
     */
    @Async
    public CompletableFuture<String> render() {
        return CompletableFuture.completedFuture("rendered");
    }

    /** Due in an hour. */
    @Scheduled(fixedRateString = "1h", initialDelayString = "1h")
    public void clean() {}

    /** Due in an hour. */
    @Scheduled(fixedDelayString = "1h", initialDelayString = "1h")
    public void compact() {}

    /** Due on the first of January. */
    @Scheduled(cron = "0 0 0 1 1 *")
    public void report() {}

    /** Has no annotation. */
    public void remind() {}

    /**
     * Has no annotation.
     *
     * @param item any text
     */
    public void handle(String item) {}

    /**
     * Has no annotation.
     *
     * @param item any text
     */
    public void deliver(String item) {}
}
