package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.annotation.QueueWorker;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.DeadLetter;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskQueue;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.expression.EvaluationException;

/** What the annotation of a queue worker can say. */
@Timeout(60)
class QueueWorkerTests {

    private final ApplicationContextRunner runner =
            TaskyContext.runner().withBean("sender", Sender.class).withBean("handled", Handled.class);

    record Order(String customer, int number) {}

    /** What the workers have seen. */
    static class Handled extends LinkedBlockingQueue<Object> {

        Object next() throws InterruptedException {
            Object next = poll(30, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }
    }

    record Sender(@Qualifier("orders") TaskQueue<Order> orders) {}

    private static TaskQueue<Order> orders(ApplicationContext context) {
        return context.getBean(Sender.class).orders();
    }

    record Batches(Handled handled) {

        @QueueWorker(name = "orders", batchSize = "${size:2}", batchTimeout = "1h")
        void handle(TaskContext context, List<Order> orders) {
            handled.add(orders);
        }
    }

    @Test
    void methodThatTakesListGetsBatches() {
        runner.withBean("worker", Batches.class).run(context -> {
            Order first = new Order("a", 1);
            Order second = new Order("b", 2);
            orders(context).putAll(List.of(first, second));
            assertThat(context.getBean(Handled.class).next()).isEqualTo(List.of(first, second));
        });
    }

    @Test
    void sizeOfBatchesIsConfigured() {
        runner.withBean("worker", Batches.class)
                .withPropertyValues("tasky.tasks.orders.batch-size=3", "tasky.tasks.orders.batch-timeout=1ms")
                .run(context -> {
                    orders(context).put(new Order("a", 1));
                    assertThat(context.getBean(Handled.class).next()).isEqualTo(List.of(new Order("a", 1)));
                });
    }

    record Keyed(Handled handled) {

        @QueueWorker(name = "orders", key = "customer", workers = "4")
        void handle(Order order) {
            handled.add(order.number());
        }
    }

    @Test
    void itemsOfOneKeyAreHandledInOrder() {
        runner.withBean("worker", Keyed.class).run(context -> {
            Handled handled = context.getBean(Handled.class);
            for (int i = 0; i < 200; i++) {
                orders(context).put(new Order("a", i));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(handled.next()).isEqualTo(i);
            }
        });
    }

    @Test
    void itemWhoseKeyCannotBeToldIsRefused() {
        runner.withBean("worker", Keyed.class)
                .withPropertyValues("tasky.tasks.orders.key=customer.size()")
                .run(context -> {
                    assertThatThrownBy(() -> orders(context).put(new Order("a", 1)))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("Queue 'orders' cannot tell the key 'customer.size()' of an item of type "
                                    + Order.class.getName()
                                    + ", and does not take it. Put an item that has one, or change the key.")
                            .hasCauseInstanceOf(EvaluationException.class);
                    assertThat(orders(context).size()).isZero();
                });
    }

    record Ordered(Handled handled) {

        @QueueWorker(name = "orders", orderBy = "byNumber", enabled = "false")
        void handle(Order order) {
            handled.add(order.number());
        }
    }

    @Test
    void itemsAreHandledInTheOrderOfComparatorBean() {
        runner.withBean("worker", Ordered.class)
                .withBean("byNumber", Comparator.class, () -> Comparator.comparingInt(Order::number))
                .run(context -> {
                    orders(context).putAll(List.of(new Order("a", 3), new Order("a", 1), new Order("a", 2)));
                    context.getBean(TaskSupervisor.class).task("orders").enable();
                    Handled handled = context.getBean(Handled.class);
                    assertThat(List.of(handled.next(), handled.next(), handled.next()))
                            .isEqualTo(List.of(1, 2, 3));
                });
    }

    record Failing(Handled handled) {

        @QueueWorker(name = "orders", deadLetter = "failed")
        void handle(Order order) {
            if (order.number() > 0) {
                throw new IllegalStateException("no stock");
            }
        }

        @QueueWorker(name = "failed")
        void failed(Order order) {
            handled.add(order);
        }
    }

    @Test
    void itemThatFailsGoesToTheDeadLetterQueue() {
        runner.withBean("worker", Failing.class).run(context -> {
            orders(context).put(new Order("a", 1));
            assertThat(context.getBean(Handled.class).next()).isEqualTo(new Order("a", 1));
            assertThat(orders(context).deadLetters())
                    .extracting(DeadLetter::item)
                    .isEmpty();
        });
    }

    record Dropping(Handled handled) {

        @QueueWorker(name = "orders", overflow = OverflowPolicy.DROP_NEWEST, capacity = "1", enabled = "false")
        void handle(Order order) {
            handled.add(order);
        }
    }

    @Test
    void fullQueueDrops() {
        runner.withBean("worker", Dropping.class).run(context -> {
            orders(context).putAll(List.of(new Order("a", 1), new Order("a", 2)));
            assertThat(orders(context).snapshot().dropped()).isOne();
        });
    }

    record Shared(Handled handled) {

        @QueueWorker(queue = "orders")
        void first(Order order) {
            handled.add(order);
        }

        @QueueWorker(queue = "orders", batchSize = "10", batchTimeout = "1ms")
        void second(List<Order> orders) {
            handled.addAll(orders);
        }
    }

    @Test
    void severalMethodsMayShareQueue() {
        runner.withBean("worker", Shared.class).run(context -> {
            for (int i = 0; i < 50; i++) {
                orders(context).put(new Order("a", i));
            }
            Handled handled = context.getBean(Handled.class);
            for (int i = 0; i < 50; i++) {
                assertThat(handled.next()).isInstanceOf(Order.class);
            }
            assertThat(handled).isEmpty();
        });
    }
}
