package io.tasky.spring;

import io.tasky.supervisor.HeldRun;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Releases a held run at the commit of its transaction, and cancels it if the transaction, or the part of it that the run
 * was submitted in, is rolled back. It acts after completion, not after commit: what is registered by somebody else's
 * after-commit is never told of the commit. Bound to the transaction's thread.
 */
final class CommitRelease implements TransactionSynchronization {

    private static final Logger logger = LoggerFactory.getLogger(CommitRelease.class);

    private final HeldRun held;

    /** Those that came after the run; a rollback to one of them leaves it alone. */
    private final Set<Object> laterSavepoints = new HashSet<>();

    CommitRelease(HeldRun held) {
        this.held = held;
    }

    @Override
    public void savepoint(Object savepoint) {
        laterSavepoints.add(savepoint);
    }

    @Override
    public void savepointRollback(Object savepoint) {
        if (!laterSavepoints.contains(savepoint)) {
            held.run().cancel(false);
        }
    }

    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_UNKNOWN && held.run().cancel(false)) {
            logger.warn(
                    "Run {} of task '{}' was cancelled: whether the transaction it waited for has committed is unknown.",
                    held.run().id(),
                    held.run().task());
        } else if (status != STATUS_COMMITTED && held.run().cancel(false)) {
            logger.debug(
                    "Run {} of task '{}' was cancelled: the transaction it waited for was rolled back.",
                    held.run().id(),
                    held.run().task());
        }
        // Also one that was cancelled: it is held no longer. It may run here, if its line is full.
        OutsideTransaction.run(held::release);
    }
}
