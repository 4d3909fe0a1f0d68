package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.CreatedPool;
import io.tasky.supervisor.PoolHooks;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;

/** The examples of the document on submitting, and of pools that are made at run time. Thread-safe. */
class Submitting {

    private static final Logger logger = LoggerFactory.getLogger(Submitting.class);

    private final TaskSupervisor supervisor;

    Submitting(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    boolean resizeAll(List<Callable<String>> images) throws InterruptedException {
        List<TaskRun<String>> runs = supervisor.submitAll(images, RunOptions.DEFAULTS.withName("resize"));
        return supervisor.awaitAll(runs, Duration.ofMinutes(1));
    }

    void index(Stream<String> documents, Consumer<String> index) {
        try (Stream<String> texts = supervisor.map(documents, 8, this::extract, RunOptions.DEFAULTS)) {
            texts.forEach(index);
        }
    }

    TaskRun<Integer> importFile(String file) {
        return supervisor
                .chain(() -> download(file))
                .then(text -> text.lines().toList())
                .then(this::store, RunOptions.priority(TaskPriority.HIGH).withName("store"))
                .submit(RunOptions.DEFAULTS.withName("import"));
    }

    CompletableFuture<String> withExecutor() {
        Executor executor = supervisor.asExecutor(RunOptions.priority(TaskPriority.LOW));
        return CompletableFuture.supplyAsync(() -> extract("a"), executor);
    }

    void migrate(List<Callable<String>> steps) {
        PoolConfig config = PoolConfig.of("migration", 4);
        try (CreatedPool pool = supervisor.createPool(config, new Connections())) {
            logger.info("Migrating on {} slots", pool.pool().config().size());
            supervisor.submitAll(steps, RunOptions.DEFAULTS.withPool("migration"));
        }
    }

    static class Connections implements PoolHooks {

        @Override
        public void onStart(TaskPool pool) {
            logger.info("Opening {} connections", pool.config().size());
        }

        @Override
        public void beforeStop(TaskPool pool) {
            logger.info("Closing the connections");
        }
    }

    @Async("ioExecutor")
    CompletableFuture<String> fetch(String address) {
        return CompletableFuture.completedFuture(download(address));
    }

    @BackgroundTask(name = "cache.save", onShutdown = true, priority = TaskPriority.HIGH)
    void saveCache() {
        logger.info("Saving the cache");
    }

    private static String download(String address) {
        return address + "\n" + address;
    }

    private String extract(String document) {
        return document.strip();
    }

    private int store(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            throw new IOException("nothing to store");
        }
        return lines.size();
    }
}
