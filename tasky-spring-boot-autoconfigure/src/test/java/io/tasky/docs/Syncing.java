package io.tasky.docs;

import io.tasky.annotation.PeriodicTask;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;

/** The examples of the document on periodic tasks. Thread-safe. */
class Syncing {

    private static final Logger logger = LoggerFactory.getLogger(Syncing.class);

    private final TaskControl control;

    Syncing(@Lazy @Qualifier("sync.stock") TaskControl control) {
        this.control = control;
    }

    @PeriodicTask(name = "sync.stock", fixedRate = "10s", jitter = "2s")
    void syncStock() {
        logger.debug("Syncing");
    }

    @PeriodicTask(name = "sync.mailbox", fixedDelay = "0s", onError = ErrorPolicy.BACK_OFF)
    void readMailbox(TaskContext context) throws InterruptedException {
        context.sleep(Duration.ofMillis(100));
    }

    @PeriodicTask(name = "sync.report", cron = "0 0 2 * * *", zone = "Europe/Berlin", catchUp = true)
    void writeReport(TaskContext context) {
        logger.debug("Writing the report of {}", context.scheduledTime());
    }

    void hurry() {
        control.reschedule(TaskAttributes.of(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1)));
    }

    List<Instant> preview() {
        return control.nextRuns(10);
    }
}
