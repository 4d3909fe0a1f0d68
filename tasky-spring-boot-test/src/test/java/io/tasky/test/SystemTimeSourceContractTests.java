package io.tasky.test;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskContext;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The clock of the machine, which no test can move. */
class SystemTimeSourceContractTests extends TimeSourceContract {

    private final TaskSupervisor supervisor = new TaskSupervisorBuilder().build();

    private TimeSource time;

    @BeforeEach
    void start() throws Exception {
        supervisor.start();
        time = supervisor
                .submit(() -> TaskContext.current().time(), RunOptions.DEFAULTS)
                .get();
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Override
    protected TimeSource time() {
        return time;
    }

    /** Alarms go off one after the other, by their moments. */
    @Override
    protected void pass(Duration length) {
        CountDownLatch passed = new CountDownLatch(1);
        time.schedule(time.nanoTime() + length.toNanos(), passed::countDown);
        try {
            passed.await();
        } catch (InterruptedException ex) {
            throw new AssertionError(ex);
        }
    }
}
