package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.RunStatus;
import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

/** A context with a real database, and background tasks that are called inside its transactions. */
abstract class TransactionFixture {

    final ApplicationContextRunner runner = TaskyContext.runner()
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

    static Orders orders(ApplicationContext context) {
        return context.getBean(Orders.class);
    }

    static void insert(ApplicationContext context) {
        context.getBean(JdbcClient.class).sql("insert into orders values (1)").update();
    }

    static TransactionTemplate transaction(ApplicationContext context, int propagation) {
        TransactionTemplate template = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    static TransactionTemplate transaction(ApplicationContext context) {
        return transaction(context, TransactionDefinition.PROPAGATION_REQUIRED);
    }

    /** Inserts an order and has the orders counted, in a transaction that is rolled back. */
    static TaskRun<Integer> rolledBack(ApplicationContext context, int propagation) {
        List<TaskRun<Integer>> runs = new ArrayList<>();
        transaction(context, propagation).executeWithoutResult(status -> {
            insert(context);
            runs.add(orders(context).count());
            status.setRollbackOnly();
        });
        return runs.get(0);
    }

    static void assertHeld(TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.HELD);
    }

    static void assertCancelled(TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    static <T> T join(TaskRun<T> run) {
        return run.toCompletableFuture().join();
    }

    static void awaitIdle(ApplicationContext context) {
        try {
            TimedContext.awaitIdle(context);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
