package io.tasky.test;

import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

/** Knows the attempts that go on and their threads, and counts the items of queues that were handled. Thread-safe. */
final class Attempts implements TaskInterceptor, TaskListener, Ordered {

    private final Set<RunningAttempt> running = ConcurrentHashMap.newKeySet();

    private final Map<String, Integer> handled = new ConcurrentHashMap<>();

    private final FailedRuns failures;

    Attempts(FailedRuns failures) {
        this.failures = failures;
    }

    /** Outermost: whatever others do around an attempt is part of it. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable Object intercept(TaskContext context, TaskFacts facts, Attempt attempt) throws Throwable {
        RunningAttempt mine = new RunningAttempt(context.runId(), facts.pool(), facts.queue(), Thread.currentThread());
        running.add(mine);
        CompletableFuture<?> stage = null;
        try {
            Object result = attempt.proceed();
            stage = incompleteStage(result);
            return result;
        } finally {
            if (stage == null) {
                running.remove(mine);
            } else {
                mine.returned(stage, () -> running.remove(mine));
            }
        }
    }

    private static @Nullable CompletableFuture<?> incompleteStage(@Nullable Object result) {
        if (!(result instanceof CompletionStage<?> stage)) {
            return null;
        }
        try {
            CompletableFuture<?> future = stage.toCompletableFuture();
            return future.isDone() ? null : future;
        } catch (UnsupportedOperationException ex) {
            return null;
        }
    }

    /** Whoever has given up a stage, or never waited for it, has ended its run. */
    @Override
    public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
        String queue = facts.queue();
        if (queue != null) {
            handled.merge(queue, 1, Integer::sum);
        }
        if (run.status() == RunStatus.FAILED || run.status() == RunStatus.TIMED_OUT) {
            Throwable failure = run.exception();
            failures.add(failure != null ? failure : new AssertionError(run + " has no exception"));
        }
        if (!running.isEmpty()) {
            String id = run.id();
            running.removeIf(
                    attempt -> attempt.thread() == null && attempt.runId().equals(id));
        }
    }

    Collection<RunningAttempt> running() {
        return running;
    }

    /** How many items of a queue were handled since this was asked last. */
    int takeHandled(String queue) {
        Integer items = handled.remove(queue);
        return items == null ? 0 : items;
    }

    void forgetHandled() {
        handled.clear();
    }

    /** Whether this thread executes an attempt. */
    boolean isRunningHere() {
        return running.stream().anyMatch(attempt -> attempt.thread() == Thread.currentThread());
    }
}
