package io.tasky.spring;

import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskCounts;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Contexts whose time a test moves, and which stop without waiting. Used on one thread. */
final class TimedContext {

    private static final Duration LONG = Duration.ofDays(1);

    final ManualTimeSource time = new ManualTimeSource();

    ApplicationContextRunner runner() {
        return TaskyContext.runner()
                .withBean(TimeSource.class, () -> time)
                .withPropertyValues("tasky.shutdown.await=0s", "tasky.shutdown.stop-grace=0s");
    }

    /** Waits until nothing runs and nothing waits for a slot. */
    static void awaitIdle(ApplicationContext context) throws InterruptedException {
        for (TaskPool pool : supervisor(context).pools()) {
            pool.awaitIdle(LONG);
        }
    }

    /** Moves the time, and waits until what that started has ended. */
    void advance(ApplicationContext context, Duration step) throws InterruptedException {
        awaitIdle(context);
        time.advance(step);
        awaitIdle(context);
    }

    static TaskSupervisor supervisor(ApplicationContext context) {
        return context.getBean(TaskSupervisor.class);
    }

    static TaskCounts counts(ApplicationContext context, String task) {
        return supervisor(context).task(task).snapshot().counts();
    }
}
