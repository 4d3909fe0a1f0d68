package io.tasky.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does something on a thread whose transaction is complete, but has not let go of its connections yet, as on another thread:
 * what looks for a transaction or a connection there finds none, and gets one of its own. Otherwise it would join a
 * transaction that never commits again. Without state, so thread-safe. Needs spring-tx.
 */
final class OutsideTransaction {

    private OutsideTransaction() {}

    static void run(Runnable action) {
        Map<Object, Object> resources = new LinkedHashMap<>(TransactionSynchronizationManager.getResourceMap());
        boolean active = TransactionSynchronizationManager.isActualTransactionActive();
        boolean readOnly = TransactionSynchronizationManager.isCurrentTransactionReadOnly();
        @Nullable Integer isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
        @Nullable String name = TransactionSynchronizationManager.getCurrentTransactionName();
        resources.keySet().forEach(TransactionSynchronizationManager::unbindResourceIfPossible);
        describe(false, false, null, null);
        try {
            action.run();
        } finally {
            resources.forEach(TransactionSynchronizationManager::bindResource);
            describe(active, readOnly, isolation, name);
        }
    }

    private static void describe(boolean active, boolean readOnly, @Nullable Integer isolation, @Nullable String name) {
        TransactionSynchronizationManager.setActualTransactionActive(active);
        TransactionSynchronizationManager.setCurrentTransactionReadOnly(readOnly);
        TransactionSynchronizationManager.setCurrentTransactionIsolationLevel(isolation);
        TransactionSynchronizationManager.setCurrentTransactionName(name);
    }
}
