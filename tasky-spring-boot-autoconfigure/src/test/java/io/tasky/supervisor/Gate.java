package io.tasky.supervisor;

import io.tasky.task.TaskBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Holds the code of runs until the test opens it. Thread-safe. */
final class Gate {

    private final CountDownLatch entered = new CountDownLatch(1);

    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();

    /** That code, behind this gate. */
    TaskBody before(TaskBody body) {
        return payload -> {
            pass();
            return body.call(payload);
        };
    }

    void pass() {
        entered.countDown();
        opened.join();
    }

    void awaitEntered() throws InterruptedException {
        entered.await();
    }

    void open() {
        opened.complete(null);
    }
}
