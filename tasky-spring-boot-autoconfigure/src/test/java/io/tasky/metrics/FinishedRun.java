package io.tasky.metrics;

import io.tasky.task.RunPayload;
import io.tasky.task.RunProgress;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run that has succeeded and allocates nothing when it is asked, as a mock would. Thread-safe. */
final class FinishedRun extends CompletableFuture<Object> implements TaskRun<Object> {

    @Override
    public String id() {
        return "r-1";
    }

    @Override
    public String task() {
        return "mail.send";
    }

    @Override
    public RunPayload payload() {
        return new RunPayload(task(), 1, List.of());
    }

    @Override
    public RunStatus status() {
        return RunStatus.SUCCEEDED;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant queuedAt() {
        return Instant.EPOCH;
    }

    @Override
    public @Nullable Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public @Nullable Instant finishedAt() {
        return Instant.EPOCH;
    }

    @Override
    public @Nullable Object result() {
        return null;
    }

    @Override
    public @Nullable Throwable exception() {
        return null;
    }

    @Override
    public boolean stop() {
        return false;
    }

    @Override
    public List<Throwable> failures() {
        return List.of();
    }

    @Override
    public @Nullable RunProgress progress() {
        return null;
    }

    @Override
    public boolean isStopRequested() {
        return false;
    }

    @Override
    public boolean isStuck() {
        return false;
    }

    @Override
    public boolean send(Object message) {
        return false;
    }

    @Override
    public TaskRun<Object> restart() {
        throw new UnsupportedOperationException();
    }
}
