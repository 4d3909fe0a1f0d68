package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.Retry;
import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskDecorator;
import reactor.core.publisher.Mono;

/** The examples of the documents on retries, context, transactions and results. Thread-safe. */
class Billing {

    private static final Logger logger = LoggerFactory.getLogger(Billing.class);

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    @BackgroundTask(
            name = "billing.send",
            retry =
                    @Retry(
                            maxRetries = "${billing.retries:4}",
                            delay = "1s",
                            multiplier = "2",
                            maxDelay = "1m",
                            includes = {IOException.class, TimeoutException.class}))
    void send(String invoice) throws IOException {
        logger.debug("Sending {}", invoice);
    }

    @BackgroundTask(name = "billing.audit", submit = SubmitPolicy.NOW)
    void audit(String what) {
        logger.debug("Somebody tried to {}", what);
    }

    @BackgroundTask(name = "billing.total")
    TaskRun<Integer> total() {
        return TaskRun.of(42);
    }

    @BackgroundTask(name = "billing.print")
    CompletableFuture<String> print(String invoice) {
        return CompletableFuture.supplyAsync(() -> "printed " + invoice);
    }

    @BackgroundTask(name = "billing.load")
    Mono<String> load(String invoice) {
        return Mono.fromSupplier(() -> "loaded " + invoice);
    }

    static TaskDecorator tenants() {
        return task -> {
            String tenant = TENANT.get();
            return () -> {
                TENANT.set(tenant);
                try {
                    task.run();
                } finally {
                    TENANT.remove();
                }
            };
        };
    }
}
