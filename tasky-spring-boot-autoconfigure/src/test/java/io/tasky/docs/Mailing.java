package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the documents, but for the tour's. Thread-safe. */
class Mailing {

    private static final Logger logger = LoggerFactory.getLogger(Mailing.class);

    private final TaskSupervisor supervisor;

    Mailing(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    @QueueWorker(
            name = "mail.digest",
            queue = "digests",
            workers = "10",
            capacity = "5000",
            overflow = OverflowPolicy.REJECT,
            priority = TaskPriority.LOW)
    void sendDigest(String address) {
        send(address, "digest");
    }

    @BackgroundTask(name = "mail.password", priority = TaskPriority.HIGH)
    void sendPasswordLink(String address) {
        send(address, "password");
    }

    @BackgroundTask(name = "mail.alarm", priority = TaskPriority.CRITICAL)
    void sendAlarm(String address) {
        send(address, "alarm");
    }

    @PeriodicTask(name = "mail.clean", fixedDelay = "1h")
    void clean(TaskContext context) {
        for (String address : List.of("a@example.com", "b@example.com")) {
            if (context.isStopRequested()) {
                return;
            }
            send(address, "goodbye");
        }
    }

    TaskRun<Integer> count() {
        return supervisor.submit(
                () -> 42, RunOptions.priority(TaskPriority.HIGH).withPool("io").withName("count mails"));
    }

    Optional<TaskRun<?>> trySubmit(Runnable work) {
        try {
            return Optional.of(supervisor.submit(work, RunOptions.DEFAULTS));
        } catch (PoolFullException full) {
            logger.warn("Not now: {}", full.getMessage());
            return Optional.empty();
        }
    }

    void grow() {
        TaskPool pool = supervisor.pool("io");
        pool.resize(pool.config().withSize(100));
    }

    private static void send(String address, String what) {
        logger.debug("Sending {} to {}", what, address);
    }
}
