package io.tasky.docs;

import io.tasky.spi.TaskListener;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Remembers how the first run of each task ended. Thread-safe. */
class SeenRuns implements TaskListener {

    private final Map<String, CompletableFuture<RunStatus>> outcomes = new ConcurrentHashMap<>();

    @Override
    public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
        first(run.task()).complete(run.status());
    }

    /** Waits until a run of the task has ended. */
    RunStatus outcome(String task) throws Exception {
        return first(task).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<RunStatus> first(String task) {
        return outcomes.computeIfAbsent(task, name -> new CompletableFuture<>());
    }
}
