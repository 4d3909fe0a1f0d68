package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

/** Background tasks that are called by what a transaction calls when it ends. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CommitSynchronizationTests extends TransactionFixture {

    @Test
    void callFromAnotherSynchronizationIsNotLost() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                insert(context);
                TransactionSynchronizationManager.registerSynchronization(
                        new Calls(completion -> runs.add(orders(context).count())));
            });
            // Before commit, after commit and after completion.
            assertThat(runs).hasSize(3).extracting(TransactionFixture::join).containsExactly(1, 1, 1);
        });
    }

    @Test
    void callAfterARollbackIsSubmittedAtOnce() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                TransactionSynchronizationManager.registerSynchronization(
                        new Calls(completion -> runs.add(orders(context).count())));
                status.setRollbackOnly();
            });
            assertThat(runs).hasSize(1).extracting(TransactionFixture::join).containsExactly(0);
        });
    }

    /** Does the same thing whenever it is told of something. */
    private record Calls(IntConsumer action) implements TransactionSynchronization {

        @Override
        public void beforeCommit(boolean readOnly) {
            action.accept(-1);
        }

        @Override
        public void afterCommit() {
            action.accept(-1);
        }

        @Override
        public void afterCompletion(int status) {
            action.accept(status);
        }
    }

    @Test
    void callFromATransactionalEventListenerIsSubmitted() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                insert(context);
                context.publishEvent(new Placed(orders(context), runs));
            });
            transaction(context).executeWithoutResult(status -> {
                context.publishEvent(new Placed(orders(context), runs));
                status.setRollbackOnly();
            });
            assertThat(runs).hasSize(2).extracting(TransactionFixture::join).containsExactly(1, 1);
        });
    }

    @Test
    void unknownOutcomeCancelsTheRunAndIsLogged(CapturedOutput output) {
        runner.run(context -> {
            TransactionSynchronizationManager.initSynchronization();
            TransactionSynchronizationManager.setActualTransactionActive(true);
            try {
                TaskRun<Integer> run = orders(context).count();
                TransactionSynchronizationUtils.triggerAfterCompletion(TransactionSynchronization.STATUS_UNKNOWN);
                assertCancelled(run);
                assertThat(output)
                        .contains(
                                "Run " + run.id() + " of task 'orders.count' was cancelled: whether the transaction it"
                                        + " waited for has committed is unknown.");
            } finally {
                TransactionSynchronizationManager.clear();
            }
        });
    }
}
