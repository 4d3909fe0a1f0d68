package io.tasky.docs.tour;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

@Component
class Shop {

    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    private final AtomicInteger shipped = new AtomicInteger();

    private final TaskQueue<Order> orders;

    private final TaskTimer<Void> summary;

    Shop(@Qualifier("orders") TaskQueue<Order> orders, @Qualifier("orders.summary") TaskTimer<Void> summary) {
        this.orders = orders;
        this.summary = summary;
    }

    // Again and again, ten seconds after the last run ended.
    @PeriodicTask(name = "orders.import", fixedDelay = "10s", priority = TaskPriority.LOW)
    void importOrders() throws InterruptedException {
        orders.put(new Order("A-1"));
        orders.put(new Order("A-2"));
    }

    // For each item of the queue "orders", two at the same time.
    @QueueWorker(name = "orders.ship", queue = "orders", workers = "2")
    void ship(Order order) {
        log.info("Shipping {}", order.number());
        shipped.incrementAndGet();
        summary.reset();
    }

    // Once, when nothing has reset the timer for a second.
    @TimerTask(name = "orders.summary", delay = "1s", autoStart = false)
    void summarise() {
        log.info("Shipped {} orders so far", shipped.get());
    }

    // A call returns at once; the method runs in the background, before all work of lower priority.
    @BackgroundTask(name = "orders.invoice", priority = TaskPriority.HIGH)
    TaskRun<String> invoice(Order order) {
        return TaskRun.of("Invoice for " + order.number());
    }
}
