package io.tasky.test;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets work happen now, in a {@link TaskyTest}, without moving the clock. Thread-safe; not to be used from within a run.
 */
public final class TaskyDriver {

    private final Stillness stillness;

    private final Attempts attempts;

    private final TestThread thread;

    TaskyDriver(Stillness stillness, Attempts attempts, TestThread thread) {
        this.stillness = stillness;
        this.attempts = attempts;
        this.thread = thread;
    }

    /**
     * Waits until nothing waits for a slot and nothing runs, {@code tasky.test.timeout} (10 s) of real time at most. Ticks
     * and timers that are to come, and runs whose next attempt is, are idle.
     *
     * @throws AssertionError if that takes too long; it shows what waits or runs, and why
     */
    public void awaitIdle() {
        awaitIdle(stillness.timeout());
    }

    /**
     * As {@link #awaitIdle()}, with another limit.
     *
     * @param atMost how long, in real time
     * @throws AssertionError if that takes too long; it shows what waits or runs, and why
     */
    public void awaitIdle(Duration atMost) {
        thread.execute(() -> stillness.require(stillness::isIdle, atMost, "Tasky is not idle"));
    }

    /**
     * Runs a task once now, whatever its schedule says, and returns when the run has ended. A periodic task or a timer goes
     * on as if there had been none. The run takes a slot of its pool as any other; what it fails with is thrown as it is.
     *
     * @param task the name of a periodic task, a timer, or a background task without arguments
     * @return what the run has returned
     * @throws java.util.concurrent.CancellationException if the run was cancelled
     * @throws IllegalArgumentException if it is the task of a queue
     * @throws io.tasky.supervisor.UnknownNameException if there is no task of that name
     * @throws java.util.concurrent.RejectedExecutionException if the task is disabled, or a run of it waits or goes on
     * @throws AssertionError if the run has not ended, because it waits for the clock, or for too long; it shows why
     */
    public @Nullable Object runNow(String task) {
        AtomicReference<@Nullable Object> result = new AtomicReference<>();
        thread.execute(() -> {
            TaskSupervisor supervisor = stillness.supervisor();
            if (supervisor.task(task).snapshot().kind() == TaskKind.QUEUE) {
                throw new IllegalArgumentException(
                        "Task '" + task + "' works on a queue and runs for its items. Put one, and drain the queue.");
            }
            stillness.settle();
            TaskRun<@Nullable Object> run = supervisor.call(task, null);
            awaitEnd(run);
            result.set(run.result());
        });
        return result.get();
    }

    private void awaitEnd(TaskRun<?> run) {
        // Asked for, so that the failure is this caller's, and not the log's.
        CompletableFuture<?> end = run.toCompletableFuture();
        RealTime.await(() -> end.isDone() || waitsForTime(run), stillness.timeout());
        if (!run.isDone()) {
            throw stillness.failure(
                    (waitsForTime(run) ? "This run waits for the clock to move" : "This run has not ended") + ": "
                            + run);
        }
        stillness.settle();
        Throwable failure = run.exception();
        if (failure != null) {
            throw FailedRuns.<RuntimeException>asItIs(failure);
        }
        if (run.status() != RunStatus.SUCCEEDED) {
            throw new CancellationException(run.toString());
        }
    }

    private boolean waitsForTime(TaskRun<?> run) {
        return run.status() == RunStatus.RETRYING || stillness.runWaitsForTime(run.id());
    }

    /**
     * Lets all items of a queue be handled now, those that are put meanwhile too. An item whose next attempt is to come is
     * left at that. Workers take items as in the application, so that some or all may have been handled before.
     *
     * @param queue the queue's name
     * @return how many items were handled, well or not, since the test method began or this queue was drained last
     * @throws io.tasky.supervisor.UnknownNameException if there is no queue of that name
     * @throws AssertionError if items are left: because nobody takes them, or for too long; it shows why
     */
    public int drain(String queue) {
        AtomicInteger items = new AtomicInteger();
        thread.execute(() -> {
            stillness.supervisor().queue(queue);
            RealTime.await(() -> isDrained(queue) || !goesOn(queue), stillness.timeout());
            if (!isDrained(queue)) {
                throw stillness.failure("Queue '" + queue + "' cannot be drained");
            }
            stillness.settle();
            items.set(attempts.takeHandled(queue));
        });
        return items.get();
    }

    private boolean isDrained(String queue) {
        QueueSnapshot now = stillness.supervisor().queue(queue).snapshot();
        return now.size() == 0 && now.busyWorkers() == 0;
    }

    /** Whether a worker of the queue may take items, and does not wait for the clock with one in its hands. */
    private boolean goesOn(String queue) {
        boolean busy = stillness.supervisor().queue(queue).snapshot().busyWorkers() > 0;
        return (tasks(queue).anyMatch(stillness::takesItems) || busy) && !(busy && stillness.onlyWaitsForTime(queue));
    }

    private Stream<TaskSnapshot> tasks(String queue) {
        return stillness.supervisor().tasks().stream()
                .filter(task -> task.queue() != null && task.queue().name().equals(queue));
    }
}
