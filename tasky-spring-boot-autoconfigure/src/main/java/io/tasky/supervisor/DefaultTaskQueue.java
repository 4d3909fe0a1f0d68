package io.tasky.supervisor;

import io.tasky.pool.FieldHandle;
import io.tasky.spi.QueueStore;
import io.tasky.task.DeadLetter;
import io.tasky.task.QueueClosedException;
import io.tasky.task.QueueFullException;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A queue in front of its workers. Thread-safe; it has no lock of its own. */
final class DefaultTaskQueue implements TaskQueue<Object> {

    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    private static final VarHandle CLOSED = FieldHandle.of(MethodHandles.lookup(), "closed", boolean.class);

    private final QueueSettings settings;

    private final @Nullable Function<Object, @Nullable Object> keys;

    private final QueueTasks tasks = new QueueTasks();

    private final QueueLetters letters = new QueueLetters(tasks);

    private final WorkerNumbers numbers;

    private final QueueTally tally;

    private final QueueRoom room;

    private final QueueItems items;

    private final QueueWait wait;

    private final OldestItem oldest = new OldestItem(this);

    private volatile boolean closed;

    /** Whether it was closed because its last worker went, and not by hand. */
    private volatile boolean closedWithWorker;

    DefaultTaskQueue(QueueSettings settings, QueueStore<Object> store, Engine engine) {
        this.settings = settings;
        this.keys = settings.rules().key();
        this.numbers = new WorkerNumbers(settings.name(), tasks);
        this.tally = new QueueTally(settings.name(), engine.listeners());
        this.room = new QueueRoom(engine.time());
        this.items = new QueueItems(settings, store, engine.time(), room);
        this.wait = new QueueWait(engine.time(), room, tasks);
    }

    @Override
    public String name() {
        return settings.name();
    }

    QueueSettings settings() {
        return settings;
    }

    QueueTasks tasks() {
        return tasks;
    }

    QueueItems items() {
        return items;
    }

    QueueTally tally() {
        return tally;
    }

    @Override
    public void put(Object item) throws InterruptedException {
        Object key = keyOf(item);
        if (tryPut(item, key)) {
            return;
        }
        switch (settings.overflow()) {
            case BLOCK -> wait.until(() -> tryPut(item, key), FOR_EVER);
            case REJECT -> throw new QueueFullException(name(), items.capacity());
            case DROP_OLDEST -> oldest.giveWayTo(item, () -> tryPut(item, key));
            case DROP_NEWEST -> tally.dropped(item);
        }
    }

    @Override
    public boolean offer(Object item, Duration timeout) throws InterruptedException {
        Object key = keyOf(item);
        return tryPut(item, key)
                || (!timeout.isZero() && !timeout.isNegative() && wait.until(() -> tryPut(item, key), timeout));
    }

    /** Adds an item, if the queue is open and has room. */
    boolean accepts(Object item) {
        try {
            return tryPut(item, keyOf(item));
        } catch (QueueClosedException ex) {
            return false;
        }
    }

    private @Nullable Object keyOf(Object item) {
        Objects.requireNonNull(item, "item");
        return keys == null ? null : keys.apply(item);
    }

    private boolean tryPut(Object item, @Nullable Object key) {
        if (closed) {
            throw new QueueClosedException(name());
        }
        boolean stored = items.add(item, key);
        if (stored) {
            tellWorkers();
        }
        return stored;
    }

    private void tellWorkers() {
        if (closed) {
            // It was closed in between: too late to refuse what is in the store.
            tasks.itemsCameLate();
        } else {
            tasks.itemCame();
        }
    }

    /** Items are back in the store, and may be taken by anybody. */
    void itemsCameBack() {
        if (closed) {
            tasks.itemsCameLate();
        } else {
            tasks.wake();
        }
    }

    @Override
    public List<Object> drain(int max) {
        if (max < 0) {
            throw new IllegalArgumentException("At least 0 items can be drained, not " + max + ".");
        }
        List<Object> drained = items.drain(max);
        if (closed) {
            tasks.queueClosed();
        }
        return drained;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public int remainingCapacity() {
        return items.remainingCapacity();
    }

    @Override
    public boolean close() {
        closedWithWorker = false;
        return shut();
    }

    private boolean shut() {
        boolean wasOpen = CLOSED.compareAndSet(this, false, true);
        room.changed();
        tasks.queueClosed();
        return wasOpen;
    }

    /** Its last worker goes. */
    void closeUntilNextWorker() {
        if (!closed) {
            closedWithWorker = true;
            shut();
        }
    }

    /** A worker was added. */
    void workerCame() {
        if (closedWithWorker) {
            reopen();
        }
    }

    @Override
    public boolean reopen() {
        closedWithWorker = false;
        boolean wasClosed = CLOSED.compareAndSet(this, true, false);
        tasks.itemsCameLate();
        return wasClosed;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public List<DeadLetter<Object>> deadLetters() {
        return letters.all();
    }

    @Override
    public int replay() {
        if (closed) {
            throw new QueueClosedException(name());
        }
        return letters.replay(this::accepts);
    }

    @Override
    public void setWorkers(int count) {
        numbers.set(count);
    }

    @Override
    public void setWorkers(String task, int count) {
        numbers.set(task, count);
    }

    @Override
    public QueueSnapshot snapshot() {
        return QueueSnapshots.of(this, tasks.all());
    }
}
