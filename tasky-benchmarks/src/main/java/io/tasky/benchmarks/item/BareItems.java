package io.tasky.benchmarks.item;

import io.tasky.benchmarks.probe.ItemSink;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import java.util.Objects;

/** A queue of a supervisor without application, history and meters, whose worker is no bean's method. */
final class BareItems implements ItemQueue {

    private static final String NAME = "items";

    private final TaskSupervisor supervisor;

    private final TaskQueue<Integer> queue;

    BareItems(int workers, ItemSink sink) {
        supervisor = new TaskSupervisorBuilder()
                .queueStore(new InMemoryQueueStoreFactory())
                .historySize(0)
                .build();
        TaskAttributes attributes =
                TaskAttributes.NONE.with(TaskAttribute.WORKERS, workers).with(TaskAttribute.CAPACITY, CAPACITY);
        supervisor.register(new TaskDefinition(
                NAME,
                TaskKind.QUEUE,
                attributes,
                item -> {
                    sink.handle((Integer) Objects.requireNonNull(item));
                    return null;
                },
                "the benchmark"));
        supervisor.start();
        queue = supervisor.queue(NAME);
    }

    @Override
    public void put(Integer item) throws InterruptedException {
        queue.put(item);
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
