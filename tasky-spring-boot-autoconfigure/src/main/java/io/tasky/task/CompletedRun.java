package io.tasky.task;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@link TaskRun#of}: a result on its way from a method to its caller's run. Called without Tasky in
 * between, as in a unit test, it is a run that has succeeded. Thread-safe.
 */
final class CompletedRun<T extends @Nullable Object> extends CompletableFuture<T> implements TaskRun<T> {

    private static final String NOT_SUBMITTED = "not-submitted";

    private final T value;

    CompletedRun(T value) {
        this.value = value;
        complete(value);
    }

    @Override
    public String id() {
        return NOT_SUBMITTED;
    }

    @Override
    public String task() {
        return NOT_SUBMITTED;
    }

    @Override
    public RunPayload payload() {
        return new RunPayload(NOT_SUBMITTED, TaskDefinition.FIRST_VERSION, List.of());
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
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public Instant finishedAt() {
        return Instant.EPOCH;
    }

    @Override
    public T result() {
        return value;
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
    public TaskRun<T> restart() {
        throw new IllegalStateException(
                "This value was never submitted, so it cannot be restarted. Call the method again.");
    }
}
