package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Submits several runs, and waits for several. Without state, so thread-safe. */
final class ManyRuns {

    private ManyRuns() {}

    static <T extends @Nullable Object> List<TaskRun<T>> submit(
            TaskSubmitter submitter, Collection<? extends Callable<T>> work, RunOptions options) {
        List<Callable<T>> pieces = List.copyOf(work);
        List<TaskRun<T>> runs = new ArrayList<>(pieces.size());
        try {
            for (Callable<T> piece : pieces) {
                runs.add(submitter.submit(piece, options));
            }
        } catch (RejectedExecutionException ex) {
            cancel(runs);
            throw new SubmitAllRejectedException(runs, pieces.size(), ex);
        } catch (RuntimeException | Error ex) {
            cancel(runs);
            throw ex;
        }
        return List.copyOf(runs);
    }

    private static void cancel(List<? extends TaskRun<?>> runs) {
        runs.forEach(run -> run.cancel(true));
    }

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
