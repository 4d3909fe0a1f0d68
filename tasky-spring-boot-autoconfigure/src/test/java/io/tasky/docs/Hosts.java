package io.tasky.docs;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskDefinition;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The example of tasks that come and go. Thread-safe. */
class Hosts {

    /** What the feeds have fetched. */
    static final Queue<String> fetched = new ConcurrentLinkedQueue<>();

    final Queue<String> visited = new ConcurrentLinkedQueue<>();

    private final TaskSupervisor supervisor;

    Hosts(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    void follow(String host) {
        supervisor.register(TaskDefinition.queue("host." + host)
                .workers(2)
                .rateLimit(10, Duration.ofSeconds(1))
                .<String>forEach(path -> visited.add(host + path)));
    }

    void visit(String host, String path) throws InterruptedException {
        supervisor.<String>queue("host." + host).put(path);
    }

    void forget(String host) {
        supervisor.unregister("host." + host);
    }
}
