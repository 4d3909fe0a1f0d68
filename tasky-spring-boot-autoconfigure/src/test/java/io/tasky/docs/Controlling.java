package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.task.TaskRun;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The examples of the document on controlling tasks. Thread-safe. */
class Controlling {

    final Queue<String> sent = new ConcurrentLinkedQueue<>();

    /** What the index is made for. */
    record Shop(String id) {}

    @PeriodicTask(name = "mail.clean", cron = "0 0 2 * * *")
    void clean() {
        sent.add("cleaned");
    }

    @BackgroundTask(name = "mail.send", maxConcurrent = "2", rateLimit = "100/1m")
    void send(String address) {
        sent.add(address);
    }

    @BackgroundTask(name = "index.rebuild", uniqueKey = "#shop.id")
    TaskRun<String> rebuild(Shop shop) {
        return TaskRun.of("index of " + shop.id());
    }
}
