package io.tasky.benchmarks.item;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.SinkApplication;
import io.tasky.benchmarks.probe.ItemSink;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskQueue;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A queue of an application, and its annotated worker. */
final class WorkerItems implements ItemQueue {

    private final ConfigurableApplicationContext context;

    private final TaskQueue<Integer> queue;

    WorkerItems(int workers, ItemSink sink) {
        context = Applications.start(
                SinkApplication.class,
                List.of(sink),
                SinkApplication.WORKERS + "=" + workers,
                SinkApplication.CAPACITY + "=" + CAPACITY);
        queue = context.getBean(TaskSupervisor.class).queue(SinkApplication.QUEUE);
    }

    @Override
    public void put(Integer item) throws InterruptedException {
        queue.put(item);
    }

    @Override
    public void close() {
        context.close();
    }
}
