package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Submits several pieces of work: all of them, or none. Without state, so thread-safe. */
final class SubmitAll {

    private SubmitAll() {}

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
}
