package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The examples of the page on background tasks. Thread-safe. */
class Shipping {

    final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private final TaskSupervisor supervisor;

    Shipping(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    record Parcel(int number, String customer) {}

    @BackgroundTask(name = "shipping.inform")
    void inform(String customer, String text) {
        done.add(customer + ": " + text + " on " + Thread.currentThread().getName());
    }

    @BackgroundTask(name = "shipping.label", priority = TaskPriority.LOW, timeout = "20s")
    TaskRun<String> label(Parcel parcel) {
        return TaskRun.of(
                "label " + parcel.number() + " on " + Thread.currentThread().getName());
    }

    @BackgroundTask(name = "shipping.track", uniqueKey = "#parcel.number", maxConcurrent = "2", rateLimit = "100/1m")
    TaskRun<String> track(Parcel parcel) throws InterruptedException {
        return TaskRun.of(parcel.number() + " is at " + TaskContext.current().receive());
    }

    @BackgroundTask(name = "shipping.load-tariffs", onStartup = true, priority = TaskPriority.HIGH)
    void loadTariffs() {
        done.add("tariffs");
    }

    @BackgroundTask(name = "shipping.hand-over", onShutdown = true)
    void handOver() {
        done.add("handed over");
    }

    TaskRun<String> relabel(Parcel parcel) {
        // label(parcel) would do it here and now, on this thread
        return supervisor.submit(() -> "new label " + parcel.number(), RunOptions.DEFAULTS.withName("relabel"));
    }

    /** What the page warns of. */
    TaskRun<String> labelHere(Parcel parcel) {
        return label(parcel);
    }
}
