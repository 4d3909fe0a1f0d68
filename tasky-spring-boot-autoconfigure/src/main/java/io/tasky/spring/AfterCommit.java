package io.tasky.spring;

import io.tasky.supervisor.HeldRun;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskRun;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Submits background tasks when the transaction of the calling thread has committed. Works without spring-tx, where no
 * thread is in a transaction. Without state, so thread-safe.
 */
final class AfterCommit {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            AfterCommit.class.getClassLoader());

    private AfterCommit() {}

    /**
     * Whether a commit is still to come on this thread. After it, where others act on it, the transaction still counts as
     * active, but takes no more synchronizations.
     */
    static boolean isInTransaction() {
        return TRANSACTIONS_PRESENT && ThreadTransaction.canWaitForCommit();
    }

    /**
     * Holds a run until this thread's transaction has committed.
     *
     * @param supervisor accepts the run
     * @param task the task's name
     * @param payload what its body gets
     * @return the run
     */
    static TaskRun<@Nullable Object> submit(TaskSupervisor supervisor, String task, Object payload) {
        HeldRun held = supervisor.hold(task, payload);
        if (held.isJoined()) {
            return held.run();
        }
        try {
            ThreadTransaction.releaseAtCommit(held);
        } catch (Throwable ex) {
            held.run().cancel(false);
            held.release();
            throw ex;
        }
        return held.run();
    }
}
