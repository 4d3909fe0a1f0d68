package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.docs.Warehouse.Order;
import io.tasky.docs.Warehouse.Shop;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskQueue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Runs the examples of the page on queues, and compares what it says with what the code says. */
@Timeout(60)
class QueueExampleTests {

    private static final String PAGE = Documents.read("docs/queue.md");

    private static final Order ORDER = new Order(7, "lamp");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withPropertyValues("spring.config.location=classpath:/docs/queue.yml", "tasky.strict=true")
            .withBean("byDeadline", Comparator.class, () -> Comparator.comparing(Order::article))
            .withBean(Warehouse.class)
            .withBean(Shop.class);

    private static Object next(Warehouse warehouse) throws InterruptedException {
        Object next = warehouse.shipped.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void eachWorkerHandlesWhatIsPut() {
        runner.run(context -> {
            Warehouse warehouse = context.getBean(Warehouse.class);
            TaskSupervisor tasks = context.getBean(TaskSupervisor.class);
            context.getBean(Shop.class).order(ORDER);
            assertThat(next(warehouse)).isEqualTo(ORDER);
            assertThat(context.getBean(Shop.class).tryToOrder(ORDER)).isTrue();
            assertThat(next(warehouse)).isEqualTo(ORDER);
            tasks.queue("labels").put("to Berlin");
            assertThat(next(warehouse)).isEqualTo(List.of("to Berlin"));
            tasks.queue("urgent").put(ORDER);
            assertThat(next(warehouse)).isEqualTo(ORDER);
            tasks.queue("bookings").put(ORDER);
            assertThat(next(warehouse)).isEqualTo(ORDER);
            tasks.queue("parcels").put("parcel");
            assertThat(next(warehouse)).isEqualTo("parcel");
        });
    }

    @Test
    void itemThatFailsForGoodGoesToTheOtherQueue() {
        runner.withPropertyValues("tasky.tasks.warehouse.charge.retry.delay=1ms")
                .run(context -> {
                    context.getBean(TaskSupervisor.class).queue("invoices").put(ORDER);
                    assertThat(next(context.getBean(Warehouse.class))).isEqualTo(ORDER);
                });
    }

    @Test
    void queueIsClosedDrainedAndReplayed() {
        runner.run(context -> {
            Warehouse warehouse = context.getBean(Warehouse.class);
            TaskQueue<Order> orders = context.getBean(TaskSupervisor.class).queue("orders");
            assertThat(warehouse.replay(orders)).isZero();
            assertThat(warehouse.closeForInventory(orders)).isEmpty();
            assertThat(orders.isClosed()).isFalse();
        });
    }

    @Test
    void configurationHolds() {
        runner.run(context -> {
            TaskSupervisor tasks = context.getBean(TaskSupervisor.class);
            assertThat(tasks.queue("orders").remainingCapacity()).isEqualTo(5000);
            assertThat(tasks.queue("orders").snapshot().workers()).isEqualTo(2);
            assertThat(tasks.queue("audit").snapshot().workers()).isZero();
        });
    }

    @Test
    void everyOverflowPolicyIsExplained() {
        assertThat(Arrays.stream(OverflowPolicy.values())
                        .map(policy -> "| `" + policy.name().toUpperCase(Locale.ROOT) + "` |"))
                .allSatisfy(row -> assertThat(PAGE).contains(row));
    }
}
