package io.tasky.task;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Defines the worker of a queue. For use by one thread. */
public final class QueueTaskBuilder extends TaskBuilder<QueueTaskBuilder> {

    private ItemRules rules = ItemRules.NONE;

    QueueTaskBuilder(String name) {
        super(name, TaskKind.QUEUE);
    }

    @Override
    QueueTaskBuilder self() {
        return this;
    }

    /**
     * The queue; one with the task's name unless said.
     *
     * @param queue its name
     * @return this builder
     */
    public QueueTaskBuilder queue(String queue) {
        return with(TaskAttribute.QUEUE, queue);
    }

    /**
     * How many items are handled at the same time; 1 unless said.
     *
     * @param workers at least 1
     * @return this builder
     */
    public QueueTaskBuilder workers(int workers) {
        return with(TaskAttribute.WORKERS, workers);
    }

    /**
     * How many items the queue holds; 1,000 unless said.
     *
     * @param capacity at least 1, or -1 for any number
     * @return this builder
     */
    public QueueTaskBuilder capacity(int capacity) {
        return with(TaskAttribute.CAPACITY, capacity);
    }

    /**
     * What the full queue does with one more item; {@link OverflowPolicy#BLOCK} unless said.
     *
     * @param policy the policy
     * @return this builder
     */
    public QueueTaskBuilder overflow(OverflowPolicy policy) {
        return with(TaskAttribute.OVERFLOW, policy);
    }

    /**
     * How many items the code gets at once at most, as a list; see {@link #forEachBatch}. One by one unless said.
     *
     * @param items at least 1
     * @return this builder
     */
    public QueueTaskBuilder batchSize(int items) {
        return with(TaskAttribute.BATCH_SIZE, items);
    }

    /**
     * How long the first item of a batch waits for the others; one second unless said.
     *
     * @param timeout counted from the moment it was put
     * @return this builder
     */
    public QueueTaskBuilder batchTimeout(Duration timeout) {
        return with(TaskAttribute.BATCH_TIMEOUT, timeout);
    }

    /**
     * The order of the items: the smallest is handled first, and of those that are equal the one that came first. Without it,
     * that is the order in which they came.
     *
     * @param <T> the type of the items
     * @param comparator compares two items; called from many threads at once
     * @return this builder
     */
    @SuppressWarnings("unchecked") // Items come from a queue that the application asked for by that type.
    public <T> QueueTaskBuilder orderBy(Comparator<? super T> comparator) {
        rules = new ItemRules((Comparator<Object>) comparator, rules.key());
        return this;
    }

    /**
     * What holds items apart: those of an equal key are handled in the order they came, one at a time. There are no keys
     * unless said.
     *
     * @param <T> the type of the items
     * @param function gives the key of an item, or null for one that belongs to no other; called from many threads at once
     * @return this builder
     */
    @SuppressWarnings("unchecked") // Items come from a queue that the application asked for by that type.
    public <T> QueueTaskBuilder key(Function<? super T, ? extends @Nullable Object> function) {
        rules = new ItemRules(rules.order(), (Function<Object, @Nullable Object>) function);
        return this;
    }

    /**
     * The queue that gets the items whose runs fail for good; the task keeps them itself unless said.
     *
     * @param queue the name of another queue
     * @return this builder
     */
    public QueueTaskBuilder deadLetter(String queue) {
        return with(TaskAttribute.DEAD_LETTER, queue);
    }

    /**
     * Where the queue keeps its items; in memory unless said.
     *
     * @param name the name of a backend
     * @return this builder
     */
    public QueueTaskBuilder backend(String name) {
        return with(TaskAttribute.BACKEND, name);
    }

    /**
     * Ends the definition with the code for each item.
     *
     * @param <T> the type of the items, which whoever puts them keeps to
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    @SuppressWarnings("unchecked") // Items come from a queue that the application asked for by that type.
    public <T> TaskDefinition forEach(Consumer<? super T> code) {
        return body(item -> {
            ((Consumer<Object>) code).accept(item);
            return null;
        });
    }

    /**
     * Ends the definition with the code for each batch, of {@link #batchSize} items at most.
     *
     * @param <T> the type of the items, which whoever puts them keeps to
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if there is no batchSize, or a name or value is out of range
     */
    @SuppressWarnings("unchecked") // Items come from a queue that the application asked for by that type.
    public <T> TaskDefinition forEachBatch(Consumer<? super List<T>> code) {
        if (!says(TaskAttribute.BATCH_SIZE)) {
            throw new TaskConfigurationException(
                    "Task '" + name() + "' has code for batches, and no batchSize.",
                    "Give it batchSize(...), or end it with forEach(...).");
        }
        return body(items -> {
            ((Consumer<Object>) (Consumer<?>) code).accept(items);
            return null;
        });
    }

    @Override
    public TaskDefinition body(TaskBody body) {
        return super.body(rules.equals(ItemRules.NONE) ? body : body.with(rules));
    }
}
