package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles the items of a queue, some at the same time. A worker takes part in its pool for as long as there are items, and
 * is nothing but a number while there are none. Thread-safe.
 */
final class QueueLoop extends ManagedTask {

    private final DefaultTaskQueue queue;

    private final QueueCrew crew;

    private final DeadLetters deadLetters = new DeadLetters();

    private final QueueSettlement settlement;

    private final @Nullable BatchTaker batches;

    private final QueueShift shift;

    /** Whether workers may take items. Written under the task's lock. */
    private volatile boolean taking;

    /** Whether the rest is being worked off although the source is closed. Written under the task's lock. */
    private volatile boolean draining;

    /** Whether other workers of the queue stay when this one goes. */
    private volatile boolean leavesItems;

    /** Whether the supervisor stops: what is cancelled now was not meant to be. */
    private volatile boolean stopping;

    QueueLoop(
            TaskDefinition definition,
            Engine engine,
            TaskPool pool,
            DefaultTaskQueue queue,
            Function<String, @Nullable DefaultTaskQueue> queues) {
        super(definition, engine, pool, queue.name());
        this.queue = queue;
        this.crew = new QueueCrew(definition.get(TaskAttribute.WORKERS, QueueCrew.DEFAULT_WORKERS));
        this.settlement = new QueueSettlement(this, queues);
        Integer batchSize = definition.attributes().get(TaskAttribute.BATCH_SIZE);
        this.batches = batchSize == null ? null : new BatchTaker(this, definition, batchSize);
        this.shift = new QueueShift(this, crew, batches);
    }

    QueueShift shift() {
        return shift;
    }

    DefaultTaskQueue queue() {
        return queue;
    }

    QueueCrew crew() {
        return crew;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    // Open and closed

    @Override
    void opened() {
        taking = true;
        stopping = false;
    }

    @Override
    void closed() {
        taking = draining;
    }

    @Override
    void afterOpening() {
        shift.call();
    }

    /** Others go on with what is in the queue: a drain takes nothing more. */
    void leaveItems() {
        leavesItems = true;
    }

    /** Lets workers take what is left, although the source is closed, or no more. */
    void drain(boolean value) {
        boolean lostOtherwise = value && !queue.items().surviveRestart();
        synchronized (lock) {
            stopping = true;
            draining = lostOtherwise && !leavesItems && state() == TaskState.ENABLED;
            taking = draining || isActive();
        }
        shift.call();
    }

    boolean isTaking() {
        return taking;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether what is there is all that comes. */
    boolean finishesOff() {
        return draining || queue.isClosed();
    }

    /** Whether items are left that a drain has to wait for, or a worker may have one in its hands. */
    @Override
    boolean isBusy() {
        // In this order: an item that has left the store is in the hands of a worker that still counts.
        return (draining && queue.size() > 0) || crew.busy() > 0;
    }

    /** Items came although the queue was closed, or it was opened again: the task may have come to its end. */
    void revive() {
        synchronized (lock) {
            reviveIfEnded();
        }
        shift.call();
        endIfDone();
    }

    /** The queue was closed. */
    void queueClosed() {
        shift.call();
        endIfDone();
    }

    /** After a worker has gone, or the queue was closed. */
    void endIfDone() {
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

    /** An item whose next attempt is to come may be put back after it. */
    private boolean isDone() {
        return queue.isClosed() && crew.busy() == 0 && log().unfinished() == 0 && shift.isWorkedOff();
    }

    // Workers

    void setWorkers(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException(
                    "Task '" + name() + "' cannot have " + workers + " workers: it needs at least 1.");
        }
        crew.limit(workers);
        shift.call();
    }

    // Runs

    /** Makes a run of what comes next, or answers null if there is nothing or nothing may be taken. */
    @Nullable
    DefaultTaskRun<?> take(QueueTaker taker, long now) {
        Object next = taking ? taker.next(now) : null;
        if (next == null) {
            return null;
        }
        try {
            return newRun(next, now);
        } catch (Throwable ex) {
            // A run could not even be made of it: the item must not be lost for that.
            settlement.giveBack(next);
            throw ex;
        }
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        settlement.settle(run);
        if (queue.isClosed()) {
            endIfDone();
        }
    }

    @Override
    void nextAttemptDue(DefaultTaskRun<?> run, RetryTurn turn) {
        shift.retries().due(turn);
    }

    @Override
    @Nullable
    WaitingFor waitsBeforePool(DefaultTaskRun<?> run) {
        WaitingFor before = super.waitsBeforePool(run);
        return before == null && QueueRetries.isWaiting(run) ? QueueSnapshots.workersBusy(queueSnapshot()) : before;
    }

    @Override
    void left(DefaultTaskRun<?> run) {
        super.left(run);
        shift.attemptEnded(run);
    }

    @Override
    void requeue(DefaultTaskRun<?> run) {
        run.needExtras().requeued = true;
    }

    @Override
    @Nullable
    Object invoke(DefaultTaskRun<?> run) throws Throwable {
        return definition().body().call(content(run));
    }

    @Override
    List<@Nullable Object> arguments(DefaultTaskRun<?> run) {
        return definition().body().arguments(content(run));
    }

    /** The item, or the items of a batch. */
    private static Object content(DefaultTaskRun<?> run) {
        Object payload = run.rawPayload();
        return payload instanceof QueueBatch batch
                ? batch.items()
                : QueueSettlement.delivery(payload).item();
    }

    @Override
    QueueSnapshot queueSnapshot() {
        return QueueSnapshots.of(queue, List.of(this));
    }

    @Override
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        return QueueSnapshots.waitingFor(queue, queueNow, batches);
    }
}
