package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for several runs. Without state, so thread-safe. */
final class AwaitAll {

    private AwaitAll() {}

    /** One after the other, each as its own {@code get} waits, until one moment that holds for all. */
    static boolean await(Collection<? extends TaskRun<?>> runs, TimeSource time, Duration timeout)
            throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        for (TaskRun<?> run : List.copyOf(runs)) {
            if (!hasEnded(run, deadline - time.nanoTime())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEnded(TaskRun<?> run, long left) throws InterruptedException {
        if (run.isDone() || left <= 0) {
            return run.isDone();
        }
        try {
            run.get(left, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException ex) {
            // How it ended is the run's to say.
            return true;
        } catch (TimeoutException ex) {
            return run.isDone();
        }
    }
}
