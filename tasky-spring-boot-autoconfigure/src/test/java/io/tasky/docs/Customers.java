package io.tasky.docs;

import io.tasky.spring.TaskyFailureEvent;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskDefinition;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.context.event.EventListener;

/** The examples of the document on meters and events. Thread-safe. */
class Customers {

    final BlockingQueue<String> pager = new LinkedBlockingQueue<>();

    private final TaskSupervisor supervisor;

    Customers(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    void follow(String customer) {
        supervisor.register(TaskDefinition.periodic("feed." + customer)
                .template("feed")
                .fixedRate(Duration.ofMinutes(5))
                .run(() -> read(customer)));
    }

    private static void read(String customer) {
        throw new IllegalStateException("no line to " + customer);
    }

    @EventListener
    void on(TaskyFailureEvent event) {
        pager.add(
                event.task() + " " + event.outcome() + " after " + event.attempts() + " attempts: " + event.failure());
    }
}
