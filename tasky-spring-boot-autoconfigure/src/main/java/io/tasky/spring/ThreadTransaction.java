package io.tasky.spring;

import io.tasky.supervisor.HeldRun;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The transaction of this thread. Needs spring-tx, so that whoever may be without it must not load this class. */
final class ThreadTransaction {

    private ThreadTransaction() {}

    static boolean canWaitForCommit() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive();
    }

    static void releaseAtCommit(HeldRun held) {
        TransactionSynchronizationManager.registerSynchronization(new CommitRelease(held));
    }
}
