package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.annotation.BackgroundTask;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

/** Background tasks that are called inside transactions of a real database. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class AfterCommitTests {

    private final ApplicationContextRunner runner = TaskyContext.runner()
            .withPropertyValues("tasky.shutdown.await=0s", "tasky.shutdown.stop-grace=0s")
            .withUserConfiguration(Database.class)
            .withBean("orders", Orders.class);

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Database {

        @Bean
        JdbcDataSource dataSource() {
            JdbcDataSource source = new JdbcDataSource();
            source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return source;
        }

        @Bean
        JdbcClient client(JdbcDataSource source) {
            JdbcClient client = JdbcClient.create(source);
            client.sql("create table orders (number int)").update();
            return client;
        }

        @Bean
        PlatformTransactionManager transactionManager(JdbcDataSource source) {
            return new JdbcTransactionManager(source);
        }
    }

    static class Orders {

        private final JdbcClient client;

        Orders(JdbcClient client) {
            this.client = client;
        }

        @BackgroundTask
        TaskRun<Integer> count() {
            return TaskRun.of(client.sql("select count(*) from orders")
                    .query(Integer.class)
                    .single());
        }

        @BackgroundTask(submit = SubmitPolicy.NOW)
        TaskRun<String> countNow() {
            return TaskRun.of("now");
        }

        @BackgroundTask
        Mono<String> mono() {
            return Mono.just("later");
        }

        @BackgroundTask
        CompletableFuture<String> future() {
            return CompletableFuture.completedFuture("later");
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
        void placed(Placed event) {
            event.runs().add(event.orders().count());
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
        void refused(Placed event) {
            event.runs().add(event.orders().count());
        }
    }

    record Placed(Orders orders, List<TaskRun<Integer>> runs) {}

    private static Orders orders(ApplicationContext context) {
        return context.getBean(Orders.class);
    }

    private static void insert(ApplicationContext context) {
        context.getBean(JdbcClient.class).sql("insert into orders values (1)").update();
    }

    private static TransactionTemplate transaction(ApplicationContext context, int propagation) {
        TransactionTemplate template = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    private static TransactionTemplate transaction(ApplicationContext context) {
        return transaction(context, TransactionDefinition.PROPAGATION_REQUIRED);
    }

    /** Inserts an order and has the orders counted, in a transaction that is rolled back. */
    private static TaskRun<Integer> rolledBack(ApplicationContext context, int propagation) {
        List<TaskRun<Integer>> runs = new ArrayList<>();
        transaction(context, propagation).executeWithoutResult(status -> {
            insert(context);
            runs.add(orders(context).count());
            status.setRollbackOnly();
        });
        return runs.get(0);
    }

    private static void assertHeld(TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.HELD);
    }

    private static void assertCancelled(TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void runStartsAfterTheCommitAndSeesWhatTheTransactionChanged() {
        runner.run(context -> {
            TaskRun<Integer> counted = transaction(context).execute(status -> {
                insert(context);
                TaskRun<Integer> run = orders(context).count();
                awaitIdle(context);
                assertHeld(run);
                return run;
            });
            assertThat(counted.get()).isOne();
        });
    }

    @Test
    void rollbackCancelsTheRun() {
        runner.run(context -> {
            assertCancelled(rolledBack(context, TransactionDefinition.PROPAGATION_REQUIRED));
            assertThat(orders(context).count().get()).isZero();
        });
    }

    @Test
    void exceptionThatRollsBackCancelsTheRun() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            assertThatThrownBy(() -> transaction(context).executeWithoutResult(status -> {
                        runs.add(orders(context).count());
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertCancelled(runs.get(0));
        });
    }

    @Test
    void runOfANewTransactionWithinFollowsThatOne() {
        runner.run(context -> {
            List<TaskRun<Integer>> outer = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                outer.add(orders(context).count());
                TaskRun<Integer> inner = transaction(context, TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                        .execute(own -> {
                            insert(context);
                            return orders(context).count();
                        });
                assertThat(join(inner)).isOne();
                assertCancelled(rolledBack(context, TransactionDefinition.PROPAGATION_REQUIRES_NEW));
                assertHeld(outer.get(0));
                status.setRollbackOnly();
            });
            assertCancelled(outer.get(0));
        });
    }

    @Test
    void rollbackToASavepointCancelsTheRunsSinceThen() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                insert(context);
                runs.add(orders(context).count());
                assertCancelled(rolledBack(context, TransactionDefinition.PROPAGATION_NESTED));
                assertHeld(runs.get(0));
                runs.add(transaction(context, TransactionDefinition.PROPAGATION_NESTED)
                        .execute(nested -> {
                            insert(context);
                            return orders(context).count();
                        }));
                assertHeld(runs.get(1));
            });
            assertThat(runs).extracting(AfterCommitTests::join).containsExactly(2, 2);
        });
    }

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
            assertThat(runs).hasSize(3).extracting(AfterCommitTests::join).containsExactly(1, 1, 1);
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
            assertThat(runs).hasSize(1).extracting(AfterCommitTests::join).containsExactly(0);
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
            assertThat(runs).hasSize(2).extracting(AfterCommitTests::join).containsExactly(1, 1);
        });
    }

    @Test
    void readOnlyTransactionsAreWaitedForToo() {
        runner.run(context -> {
            TransactionTemplate readOnly = transaction(context);
            readOnly.setReadOnly(true);
            TaskRun<Integer> counted = readOnly.execute(status -> {
                TaskRun<Integer> run = orders(context).count();
                assertHeld(run);
                return run;
            });
            assertThat(counted.get()).isZero();
        });
    }

    @Test
    void callWhileTheTransactionIsSuspendedIsSubmittedAtOnce() {
        runner.run(context -> transaction(context).executeWithoutResult(status -> {
            TaskRun<Integer> run = transaction(context, TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
                    .execute(none -> orders(context).count());
            assertThat(join(run)).isZero();
        }));
    }

    @Test
    void callOutsideOfATransactionIsSubmittedAtOnce() {
        runner.run(context -> assertThat(orders(context).count().get()).isZero());
    }

    @Test
    void taskMayBeSubmittedAtOnceInsideATransaction() {
        runner.run(context -> transaction(context)
                .executeWithoutResult(
                        status -> assertThat(join(orders(context).countNow())).isEqualTo("now")));
        runner.withPropertyValues("tasky.tasks.orders.count.submit=now")
                .run(context -> transaction(context)
                        .executeWithoutResult(status ->
                                assertThat(join(orders(context).count())).isZero()));
    }

    @Test
    void runThatIsCancelledWhileItIsHeldDoesNotStartAtTheCommit() {
        runner.run(context -> {
            TaskRun<Integer> cancelled = transaction(context).execute(status -> {
                TaskRun<Integer> run = orders(context).count();
                assertThat(run.cancel(true)).isTrue();
                return run;
            });
            awaitIdle(context);
            assertCancelled(cancelled);
        });
    }

    @Test
    void waitingOnTheTransactionsOwnThreadIsRefused() {
        runner.run(context -> transaction(context).executeWithoutResult(status -> {
            assertThatThrownBy(() -> orders(context).count().get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is held until the transaction of this thread has committed")
                    .hasMessageContaining("submit = NOW");
            assertThatThrownBy(() -> orders(context).future().join()).isInstanceOf(IllegalStateException.class);
            Mono<String> mono = orders(context).mono();
            assertThatThrownBy(mono::block)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is held until the transaction of this thread has committed");
            assertThatThrownBy(() -> mono.block(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(mono::blockOptional).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> mono.blockOptional(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
        }));
    }

    @Test
    void fullPoolRejectsTheRunAtTheCommitWithoutDisturbingTheTransaction(CapturedOutput output) {
        runner.withPropertyValues(
                        "tasky.pools.default.size=1",
                        "tasky.pools.default.reserve-normal=0",
                        "tasky.pools.default.reserve-high=0",
                        "tasky.pools.default.max-waiting=0")
                .run(context -> {
                    CountDownLatch started = new CountDownLatch(1);
                    CountDownLatch gate = new CountDownLatch(1);
                    TaskRun<Boolean> blocker = TimedContext.supervisor(context)
                            .submit(
                                    () -> {
                                        started.countDown();
                                        gate.await();
                                        return true;
                                    },
                                    RunOptions.DEFAULTS);
                    started.await();
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
        runner.withPropertyValues(
                        "tasky.pools.default.size=1",
                        "tasky.pools.default.reserve-normal=0",
                        "tasky.pools.default.reserve-high=0",
                        "tasky.pools.default.max-waiting=0",
                        "tasky.pools.default.on-full=caller-runs")
                .withBean("ledger", Ledger.class)
                .run(context -> {
                    CountDownLatch started = new CountDownLatch(1);
                    CountDownLatch gate = new CountDownLatch(1);
                    TaskRun<Boolean> blocker = TimedContext.supervisor(context)
                            .submit(
                                    () -> {
                                        started.countDown();
                                        gate.await();
                                        return true;
                                    },
                                    RunOptions.DEFAULTS);
                    started.await();
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

    @Test
    void disabledTaskRefusesTheCallInsideTheTransaction() {
        runner.withPropertyValues("tasky.tasks.orders.count.enabled=false")
                .run(context -> transaction(context)
                        .executeWithoutResult(status -> assertThatThrownBy(
                                        () -> orders(context).count())
                                .isInstanceOf(RejectedExecutionException.class)));
    }

    private static <T> T join(TaskRun<T> run) {
        return run.toCompletableFuture().join();
    }

    private static void awaitIdle(ApplicationContext context) {
        try {
            TimedContext.awaitIdle(context);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
