package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** One of several pieces of work was refused, and so those before it were cancelled. Thread-safe. */
public class SubmitAllRejectedException extends RejectedExecutionException {

    private final transient List<TaskRun<?>> accepted;

    /**
     * Creates the exception.
     *
     * @param accepted the runs that were accepted, and then cancelled unless they had ended
     * @param count how many pieces of work there were
     * @param cause why one was refused
     */
    public SubmitAllRejectedException(
            List<? extends TaskRun<?>> accepted, int count, RejectedExecutionException cause) {
        super(text(accepted, count, cause), cause);
        this.accepted = List.copyOf(accepted);
    }

    /**
     * The runs that were accepted before the refusal. Those that had not ended by then are cancelled.
     *
     * @return the runs, in the order of the work
     */
    public List<TaskRun<?>> accepted() {
        return accepted;
    }

    private static String text(List<? extends TaskRun<?>> accepted, int count, RejectedExecutionException cause) {
        long cancelled = accepted.stream().filter(TaskRun::isCancelled).count();
        return "Piece " + (accepted.size() + 1) + " of " + count + " was refused; of those before it, " + cancelled
                + " were cancelled, and " + (accepted.size() - cancelled) + " had ended. " + cause.getMessage();
    }
}
