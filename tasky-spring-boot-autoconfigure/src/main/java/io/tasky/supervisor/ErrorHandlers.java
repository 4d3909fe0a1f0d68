package io.tasky.supervisor;

import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of failures that nobody else hears of: to the application's handlers, or else to the log. Thread-safe. */
final class ErrorHandlers {

    private static final Logger logger = LoggerFactory.getLogger(ErrorHandlers.class);

    private final Supplier<? extends Collection<TaskErrorHandler>> supplier;

    ErrorHandlers(Supplier<? extends Collection<TaskErrorHandler>> supplier) {
        this.supplier = supplier;
    }

    void handle(TaskRun<?> run, TaskFacts facts, Throwable failure) {
        boolean handled = false;
        for (TaskErrorHandler handler : handlers(run)) {
            try {
                handler.handleError(run, facts, failure);
                handled = true;
            } catch (Throwable ex) {
                logger.error("The error handler {} failed with the failure of {}", handler, run, ex);
            }
        }
        if (!handled) {
            log(run, failure);
        }
    }

    private Iterable<TaskErrorHandler> handlers(TaskRun<?> run) {
        try {
            return List.copyOf(supplier.get());
        } catch (Throwable ex) {
            logger.error("The error handlers for the failure of {} could not be found", run, ex);
            return List.of();
        }
    }

    private static void log(TaskRun<?> run, Throwable failure) {
        if (run.status() == RunStatus.REJECTED) {
            logger.error("Run {} of task '{}' was rejected after it had been accepted", run.id(), run.task(), failure);
            return;
        }
        Instant started = run.startedAt();
        Instant finished = run.finishedAt();
        logger.error(
                "Run {} of task '{}' {} in attempt {} after {} ms",
                run.id(),
                run.task(),
                run.status() == RunStatus.TIMED_OUT ? "timed out" : "failed",
                run.attempt(),
                started == null || finished == null
                        ? 0
                        : Duration.between(started, finished).toMillis(),
                failure);
    }
}
