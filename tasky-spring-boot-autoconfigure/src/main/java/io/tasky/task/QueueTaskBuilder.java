package io.tasky.task;

import java.util.function.Consumer;

/** Defines the worker of a queue. For use by one thread. */
public final class QueueTaskBuilder extends TaskBuilder<QueueTaskBuilder> {

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
}
