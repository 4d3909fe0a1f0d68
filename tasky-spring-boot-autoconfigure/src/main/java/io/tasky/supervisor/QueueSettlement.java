package io.tasky.supervisor;

import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import io.tasky.task.DeadLetter;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of an item, or of those of a batch, when its run is over. Thread-safe. */
final class QueueSettlement {

    private static final Logger logger = LoggerFactory.getLogger(QueueSettlement.class);

    private final QueueLoop loop;

    private final DefaultTaskQueue queue;

    private final DeadLetters deadLetters;

    /** The name of the queue that gets dead letters, or null. */
    private final @Nullable String target;

    private final Function<String, @Nullable DefaultTaskQueue> queues;

    QueueSettlement(QueueLoop loop, Function<String, @Nullable DefaultTaskQueue> queues) {
        this.loop = loop;
        this.queue = loop.queue();
        this.deadLetters = loop.deadLetters();
        this.target = loop.definition().attributes().get(TaskAttribute.DEAD_LETTER);
        this.queues = queues;
    }

    /** A run is over and its code has ended. */
    void settle(DefaultTaskRun<?> run) {
        Object payload = run.rawPayload();
        if (payload instanceof QueueBatch batch) {
            batch.deliveries().forEach(delivery -> settleAlone(run, delivery));
        } else {
            settleAlone(run, delivery(payload));
        }
    }

    /** One that cannot be settled keeps no other from it, and the worker must live on. */
    private void settleAlone(DefaultTaskRun<?> run, Delivery<Object> delivery) {
        try {
            settle(run, delivery);
        } catch (Throwable ex) {
            logger.error(
                    "The item of run {} of task '{}' could not be acknowledged; queue '{}' may hand it out again",
                    run.id(),
                    loop.name(),
                    queue.name(),
                    ex);
        }
    }

    private void settle(DefaultTaskRun<?> run, Delivery<Object> delivery) {
        RunStatus outcome = run.status();
        if (outcome == RunStatus.SUCCEEDED) {
            RunExtras known = run.extras();
            if (known != null && known.requeued) {
                requeue(delivery);
            } else {
                acknowledge(delivery);
            }
        } else if (outcome == RunStatus.CANCELLED && loop.isStopping()) {
            giveBack(delivery);
        } else {
            bury(run, delivery.item());
            acknowledge(delivery);
        }
    }

    private void acknowledge(Delivery<Object> delivery) {
        delivery.acknowledge();
        if (queue.items().areKeyed()) {
            // The next one of its key may be taken now.
            queue.itemsCameBack();
        }
    }

    private void requeue(Delivery<Object> delivery) {
        delivery.requeue();
        queue.items().cameBackLast();
        queue.tally().requeued();
        queue.itemsCameBack();
    }

    private void giveBack(Delivery<Object> delivery) {
        delivery.giveBack();
        queue.items().cameBack(1);
        queue.itemsCameBack();
    }

    /** What was taken for a run that could not be made, for that reason, waits again. */
    void giveBackAfter(Throwable failure, Object payload) {
        List<Delivery<Object>> deliveries =
                payload instanceof QueueBatch batch ? batch.deliveries() : List.of(delivery(payload));
        try {
            QueueStore.giveBack(deliveries);
            queue.items().cameBack(deliveries.size());
        } catch (Throwable ex) {
            failure.addSuppressed(ex);
        }
    }

    private void bury(DefaultTaskRun<?> run, Object item) {
        if (target == null || !accepted(target, run, item)) {
            DeadLetter<Object> oldest = deadLetters.add(letter(run, item));
            if (oldest != null) {
                logger.warn(
                        "Task '{}' has {} dead letters and drops the oldest, of run {}. Replay them, or give it a"
                                + " deadLetter queue.",
                        loop.name(),
                        DeadLetters.MOST,
                        oldest.runId());
                queue.tally().dropped(oldest.item());
            }
        }
        loop.engine().listeners().tell(listener -> listener.onDeadLetter(run, loop.facts(), item));
    }

    private boolean accepted(String name, DefaultTaskRun<?> run, Object item) {
        DefaultTaskQueue dead = queues.apply(name);
        boolean accepted = false;
        try {
            accepted = dead != null && dead.accepts(item);
        } catch (Throwable ex) {
            logger.warn("Queue '{}' failed to take a dead letter", name, ex);
        }
        if (!accepted) {
            logger.warn(
                    "The item of run {} of task '{}' found its dead letter queue '{}' {}; it is kept with the task.",
                    run.id(),
                    loop.name(),
                    name,
                    dead == null ? "missing" : dead.isClosed() ? "closed" : "full");
        }
        return accepted;
    }

    private DeadLetter<Object> letter(DefaultTaskRun<?> run, Object item) {
        return new DeadLetter<>(
                loop.name(),
                item,
                run.id(),
                run.attempt(),
                loop.engine().time().toInstant(run.finishedNanos()),
                run.exception());
    }

    @SuppressWarnings("unchecked") // Only the queue makes runs, of what its store hands out.
    static Delivery<Object> delivery(@Nullable Object payload) {
        if (payload instanceof Delivery<?> delivery) {
            return (Delivery<Object>) delivery;
        }
        throw new IllegalStateException("A run of a queue worker carries an item, not " + payload);
    }
}
