package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Background tasks that find no room when the transaction of their caller has committed. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CommitFullPoolTests extends TransactionFixture {

    /** One slot, and nobody may wait for it. */
    private final ApplicationContextRunner narrow = runner.withPropertyValues(
            "tasky.pools.default.size=1",
            "tasky.pools.default.reserve-normal=0",
            "tasky.pools.default.reserve-high=0",
            "tasky.pools.default.max-waiting=0");

    /** Takes the slot until the gate is open; returns when it is taken. */
    private static TaskRun<Boolean> occupy(ApplicationContext context, CountDownLatch gate)
            throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        TaskRun<Boolean> blocker = TimedContext.supervisor(context)
                .submit(
                        () -> {
                            started.countDown();
                            gate.await();
                            return true;
                        },
                        RunOptions.DEFAULTS);
        started.await();
        return blocker;
    }

    @Test
    void fullPoolRejectsTheRunAtTheCommitWithoutDisturbingTheTransaction(CapturedOutput output) {
        narrow.run(context -> {
            CountDownLatch gate = new CountDownLatch(1);
            TaskRun<Boolean> blocker = occupy(context, gate);
            TaskRun<Integer> rejected = transaction(context).execute(status -> {
                insert(context);
                return orders(context).count();
            });
            assertThat(rejected.status()).isEqualTo(RunStatus.REJECTED);
            assertThat(rejected.exception()).isInstanceOf(PoolFullException.class);
            assertThat(output)
                    .contains("Run " + rejected.id() + " of task 'orders.count' was rejected after it had been"
                            + " accepted");
            gate.countDown();
            assertThat(blocker.get()).isTrue();
            TimedContext.awaitIdle(context);
            assertThat(orders(context).count().get()).isOne();
        });
    }

    @Test
    void runThatItsCallerExecutesAtTheCommitHasATransactionOfItsOwn() {
        narrow.withPropertyValues("tasky.pools.default.on-full=caller-runs")
                .withBean("ledger", Ledger.class)
                .run(context -> {
                    CountDownLatch gate = new CountDownLatch(1);
                    TaskRun<Boolean> blocker = occupy(context, gate);
                    TaskRun<String> booked = transaction(context).execute(status -> {
                        insert(context);
                        return context.getBean(Ledger.class).book();
                    });
                    assertThat(booked.result()).isEqualTo("1 order, new, on " + Thread.currentThread());
                    TaskRun<String> refused = transaction(context).execute(status -> {
                        insert(context);
                        return context.getBean(Ledger.class).fail();
                    });
                    assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
                    assertThat(TransactionSynchronizationManager.getResourceMap())
                            .isEmpty();
                    assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                            .isFalse();
                    // One of the first transaction, one of its run, and one of the second; its run was rolled back.
                    assertThat(Ledger.countOf(context.getBean(JdbcClient.class)))
                            .isEqualTo(3);
                    gate.countDown();
                    assertThat(blocker.get()).isTrue();
                });
    }

    /** Its methods need a transaction. */
    static class Ledger {

        private final JdbcClient client;

        private final TransactionTemplate transaction;

        Ledger(JdbcClient client, PlatformTransactionManager manager) {
            this.client = client;
            this.transaction = new TransactionTemplate(manager);
        }

        static int countOf(JdbcClient client) {
            return client.sql("select count(*) from orders")
                    .query(Integer.class)
                    .single();
        }

        @BackgroundTask
        TaskRun<String> book() {
            return TaskRun.of(transaction.execute(status -> {
                int before = countOf(client);
                client.sql("insert into orders values (2)").update();
                return before + " order, " + (status.isNewTransaction() ? "new" : "joined") + ", on "
                        + Thread.currentThread();
            }));
        }

        @BackgroundTask
        TaskRun<String> fail() {
            return TaskRun.of(transaction.execute(status -> {
                client.sql("insert into orders values (3)").update();
                throw new IllegalStateException("no");
            }));
        }
    }
}
