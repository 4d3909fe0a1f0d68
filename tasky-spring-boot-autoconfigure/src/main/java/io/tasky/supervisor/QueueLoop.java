package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the items of a queue, some at the same time. A worker takes part in its pool for as long as there are items, and
 * is nothing but a number while there are none. Thread-safe.
 */
final class QueueLoop extends ManagedTask {

    /** How many items are handled at the same time unless the declaration says otherwise. */
    static final int DEFAULT_WORKERS = 1;

    /** How long a worker waits after its backend failed. */
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(QueueLoop.class);

    private final DefaultTaskQueue<Object> queue;

    private final QueueStore<Object> store;

    private final int workers;

    /** How many workers take part in the pool. */
    private final AtomicInteger busy = new AtomicInteger();

    /** Whether workers may take items. Written under the task's lock. */
    private volatile boolean taking;

    /** Whether the rest is being worked off although the source is closed. Written under the task's lock. */
    private boolean draining;

    QueueLoop(TaskDefinition definition, Engine engine, TaskPool pool, String queueName, QueueStore<Object> store) {
        super(definition, engine, pool, queueName);
        this.store = store;
        this.workers = definition.get(TaskAttribute.WORKERS, DEFAULT_WORKERS);
        this.queue = new DefaultTaskQueue<>(queueName, store, engine.time(), this);
    }

    DefaultTaskQueue<Object> queue() {
        return queue;
    }

    @Override
    void opened() {
        taking = true;
    }

    @Override
    void closed() {
        taking = draining;
    }

    @Override
    void afterOpening() {
        wakeWorkers();
    }

    /** Lets workers take what is left, although the source is closed, or no more. */
    void drain(boolean value) {
        synchronized (lock) {
            draining = value && !store.survivesRestart() && state() == TaskState.ENABLED;
            taking = draining || isActive();
        }
        wakeWorkers();
    }

    /** Whether items are left that a drain has to wait for, or a worker may have one in its hands. */
    @Override
    boolean isBusy() {
        synchronized (lock) {
            // In this order: an item that has left the store is in the hands of a worker that still counts.
            return (draining && store.size() > 0) || busy.get() > 0;
        }
    }

    boolean isTaking() {
        return taking;
    }

    /** An item was put while its queue was closed: the task may have come to its end without it. */
    void itemCameLate() {
        synchronized (lock) {
            reviveIfEnded();
        }
        wakeWorkers();
        endIfDone();
    }

    /** The backend failed under a worker. It stays on the list, so that a pause follows. */
    void broken(Throwable failure) {
        logger.error(
                "A worker of task '{}' could not get an item of queue '{}'; it tries again in {} s",
                name(),
                queue.name(),
                FAILURE_PAUSE.toSeconds(),
                failure);
        engine().time()
                .alarm(priority(), this::dismiss)
                .reschedule(engine().time().nanoTime() + FAILURE_PAUSE.toNanos());
    }

    /** How many items are lost when the application ends now. */
    int itemsToLose() {
        return store.survivesRestart() ? 0 : store.size();
    }

    /** An item came, or workers may take again. */
    void wakeWorkers() {
        int idle = Math.min(workers - busy.get(), store.size());
        for (int i = 0; i < idle && enlist(); i++) {
            new QueueTurn(this).enter();
        }
    }

    /** An item came: one more worker is enough. */
    void wakeWorker() {
        if (busy.get() < workers && taking && enlist()) {
            new QueueTurn(this).enter();
        }
    }

    private boolean enlist() {
        int now = busy.get();
        while (taking && now < workers && letsWorkerIn()) {
            if (busy.compareAndSet(now, now + 1)) {
                return true;
            }
            now = busy.get();
        }
        return false;
    }

    /** A worker found nothing to do. An item that came in that moment gets it back. */
    void dismiss() {
        busy.decrementAndGet();
        if (taking && store.size() > 0) {
            wakeWorker();
        } else {
            endIfDone();
        }
    }

    private void endIfDone() {
        if (isDone()) {
            synchronized (lock) {
                // Looked at again: an item that was put meanwhile finds this task ended, or is seen here.
                if (isDone()) {
                    endItself();
                }
            }
        }
        engine().endWatch().signal();
    }

    private boolean isDone() {
        return queue.isClosed() && busy.get() == 0 && store.size() == 0;
    }

    /** The queue was closed. */
    void queueClosed() {
        endIfDone();
    }

    /** Takes the next item, or answers null if there is none or none may be taken. */
    @Nullable
    DefaultTaskRun<?> take(long now) {
        Delivery<Object> delivery = taking ? store.poll() : null;
        if (delivery == null) {
            return null;
        }
        queue.itemTaken();
        try {
            return newRun(delivery, now);
        } catch (Throwable ex) {
            // A run could not even be made of it: the item must not be lost for that.
            delivery.giveBack();
            throw ex;
        }
    }

    void heldBack(boolean value) {
        if (value) {
            refusedBy(Reason.POOL_FULL);
        } else {
            admitted();
        }
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        try {
            delivery(run).acknowledge();
        } catch (RuntimeException ex) {
            // The outcome stands; the worker must live on.
            logger.error(
                    "The item of run {} of task '{}' could not be acknowledged; queue '{}' may hand it out again",
                    run.id(),
                    name(),
                    queue.name(),
                    ex);
        }
    }

    private static Delivery<?> delivery(DefaultTaskRun<?> run) {
        if (run.rawPayload() instanceof Delivery<?> delivery) {
            return delivery;
        }
        throw new IllegalStateException("A run of a queue worker carries an item, not " + run.rawPayload());
    }

    @Override
    @Nullable
    Object invoke(DefaultTaskRun<?> run) throws Throwable {
        return definition().body().call(delivery(run).item());
    }

    @Override
    List<@Nullable Object> arguments(DefaultTaskRun<?> run) {
        return definition().body().arguments(delivery(run).item());
    }

    @Override
    QueueSnapshot queueSnapshot() {
        return new QueueSnapshot(queue.name(), store.size(), store.capacity(), workers, busy.get(), queue.isClosed());
    }

    @Override
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        if (queueNow == null || queueNow.size() == 0) {
            return new WaitingFor(Reason.QUEUE_EMPTY, 0, 0, null, queue.name());
        }
        return new WaitingFor(Reason.WORKERS_BUSY, queueNow.busyWorkers(), workers, null, queue.name());
    }
}
