package io.tasky.docs;

import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.Retry;
import io.tasky.task.DeadLetter;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;

/** The examples of the documents on queues. Thread-safe. */
class Warehouse {

    private static final Logger logger = LoggerFactory.getLogger(Warehouse.class);

    /** What came of it. */
    final LinkedBlockingQueue<Object> shipped = new LinkedBlockingQueue<>();

    record Order(long customer, String article) {}

    @QueueWorker(queue = "orders", workers = "4")
    void ship(Order order) {
        shipped.add(order);
    }

    @QueueWorker(queue = "labels", batchSize = "50", batchTimeout = "20ms")
    void print(List<String> labels) {
        shipped.add(labels);
    }

    @QueueWorker(queue = "urgent", orderBy = "byDeadline")
    void shipUrgent(Order order) {
        shipped.add(order);
    }

    @QueueWorker(queue = "bookings", workers = "8", key = "customer")
    void book(Order order) {
        shipped.add(order);
    }

    @QueueWorker(queue = "invoices", retry = @Retry(maxRetries = "3"), deadLetter = "unpaid")
    void charge(Order order) {
        if (order.customer() < 10) {
            throw new IllegalStateException("no money");
        }
    }

    @QueueWorker(queue = "unpaid")
    void remind(Order order) {
        shipped.add(order);
    }

    @QueueWorker(queue = "parcels", capacity = "200", overflow = OverflowPolicy.DROP_OLDEST)
    void track(String parcel, TaskContext context) {
        if (!isHere(parcel)) {
            context.requeue(); // it waits again, as the last
        }
    }

    private boolean isHere(String parcel) {
        return shipped.add(parcel);
    }

    /** Who fills a queue. Thread-safe. */
    static class Shop {

        private final TaskQueue<Order> orders;

        Shop(@Qualifier("orders") TaskQueue<Order> orders) {
            this.orders = orders;
        }

        void order(Order order) throws InterruptedException {
            orders.put(order); // waits while the queue is full
        }

        boolean tryToOrder(Order order) throws InterruptedException {
            return orders.offer(order, Duration.ofMillis(100)); // false if there was no room in that time
        }
    }

    int replay(TaskQueue<Order> orders) {
        for (DeadLetter<Order> letter : orders.deadLetters()) {
            logger.info("{} failed after {} attempts", letter.item(), letter.attempts(), letter.exception());
        }
        return orders.replay(); // as many as there is room for
    }

    Collection<Order> closeForInventory(TaskQueue<Order> orders) {
        orders.close(); // producers get a QueueClosedException, those that wait as well
        Collection<Order> untouched = orders.drain(); // what no worker has begun
        orders.reopen();
        return untouched;
    }
}
