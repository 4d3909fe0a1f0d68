package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.CronFactory;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.RunContextCarrier;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TickDelays;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.Schedule;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an application gives the supervisor is called without a lock, except for what only counts moments. */
@Timeout(60)
class ForeignCodeTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LockWatch watch = new LockWatch();

    private final RetryPolicy once =
            watch.watched(RetryPolicy.class, (attempt, failure) -> attempt == 1 ? SECOND : null);

    private final Rig rig = new Rig(builder -> builder.pool(
                    PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(1, 10))
            .listeners(() -> List.of(watch.watched(TaskListener.class, new TaskListener() {})))
            .errorHandlers(() -> List.of(watch.watched(TaskErrorHandler.class, (run, facts, failure) -> {})))
            .interceptors(
                    () -> List.of(watch.watched(TaskInterceptor.class, (context, facts, attempt) -> attempt.proceed())))
            .contextCarrier(watch.watched(RunContextCarrier.class, () -> attempt -> attempt.call()))
            .cronFactory(watch.watched(CronFactory.class, (expression, zone) -> Schedule.fixedRate(SECOND)))
            .tickDelays(watch.watched(TickDelays.class, (task, failures) -> SECOND))
            .queueStore(watch.watched(QueueStoreFactory.class, new InMemoryQueueStoreFactory())));

    private void assertThatCallsWereMade(String... calls) {
        assertThat(watch.calls).contains(calls);
        assertThat(watch.underLock).filteredOn(call -> !onlyCounts(call)).isEmpty();
    }

    /** Schedules and jitter say of themselves that they are asked under the lock of a task. */
    private static boolean onlyCounts(String call) {
        return call.startsWith("Schedule.") || call.startsWith("TickDelays.jitter");
    }

    private void fail() {
        watch.look("code");
        throw new IllegalStateException("no");
    }

    @Test
    void watchSeesLocks() {
        synchronized (watch) {
            watch.look("here");
        }
        assertThat(watch.underLock)
                .singleElement()
                .asString()
                .contains("here under ", "ForeignCodeTests.watchSeesLocks");
    }

    @Test
    void schedulesAndTheirPausesAreAskedForWithoutALock() throws Exception {
        try (rig) {
            rig.started();
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .cron("every second")
                    .jitter(Duration.ofMillis(10))
                    .onError(ErrorPolicy.BACK_OFF)
                    .run(this::fail));
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND.multipliedBy(5));
            task.reschedule(TaskAttributes.of(TaskAttribute.CRON, "another second"));
            rig.advanceAndAwait(SECOND);
            task.pause();
            rig.advanceAndAwait(SECOND.multipliedBy(5));
            task.resume();
            rig.supervisor.unregister("tick");
        }
        assertThatCallsWereMade(
                "CronFactory.create",
                "Schedule.next",
                "TickDelays.pause",
                "TickDelays.jitter",
                "TaskErrorHandler.handleError",
                "TaskListener.onSkipped",
                "code");
    }

    @Test
    void runsCallWhatIsForeignWithoutALock() throws Exception {
        try (rig) {
            rig.started();
            TaskControl mail = rig.supervisor.register(TaskDefinition.background("mail")
                    .maxConcurrent(1)
                    .retry(once)
                    .run(this::fail));
            TaskRun<?> failing = mail.trigger();
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND);
            assertThat(failing.status()).isEqualTo(RunStatus.FAILED);
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> waiting = rig.supervisor.submit(() -> "waits", RunOptions.DEFAULTS);
            assertThatThrownBy(() -> rig.supervisor.submit(() -> "too many", RunOptions.DEFAULTS))
                    .isInstanceOf(RejectedExecutionException.class);
            rig.advance(Duration.ofHours(1));
            waiting.cancel(true);
            release.countDown();
            rig.awaitIdle();
        }
        assertThatCallsWereMade(
                "RunContextCarrier.capture",
                "Captured.call",
                "TaskInterceptor.intercept",
                "RetryPolicy.nextDelay",
                "TaskListener.onStarted",
                "TaskListener.onRetry",
                "TaskListener.onFinished",
                "TaskListener.onRejected",
                "TaskListener.onWaitingTooLong",
                "TaskListener.onStuck",
                "code");
    }

    @Test
    void queuesAskTheirBackendsWithoutALock() throws Exception {
        try (rig) {
            rig.started();
            rig.supervisor.register(TaskDefinition.queue("orders")
                    .with(TaskAttribute.DEAD_LETTER, "lost")
                    .retry(once)
                    .forEach(item -> fail()));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.put("item");
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND);
            queue.close();
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
        }
        assertThatCallsWereMade(
                "QueueStoreFactory.create",
                "QueueStore.offer",
                "QueueStore.poll",
                "QueueStore.size",
                "Delivery.item",
                "Delivery.acknowledge",
                "TaskListener.onDeadLetter",
                "RunContextCarrier.unsubmitted",
                "code");
    }

    @Test
    void batchesAndKeysAreAskedForWithoutALock() throws Exception {
        try (rig) {
            rig.started();
            rig.supervisor.register(TaskDefinition.queue("batches")
                    .batchSize(2)
                    .forEachBatch(items -> TaskContext.current().requeue()));
            TaskQueue<String> batches = rig.supervisor.queue("batches");
            batches.put("item");
            rig.advanceAndAwait(SECOND);
            rig.supervisor.task("batches").disable();
            rig.supervisor.register(TaskDefinition.queue("keys")
                    .key(item -> {
                        watch.look("key");
                        return item;
                    })
                    .forEach(item -> watch.look("code")));
            TaskQueue<String> keys = rig.supervisor.queue("keys");
            keys.put("item");
            rig.awaitIdle();
            rig.supervisor.register(TaskDefinition.background("unique")
                    .uniqueKey(payload -> {
                        watch.look("uniqueKey");
                        return "one";
                    })
                    .run(() -> watch.look("code")));
            rig.supervisor.call("unique", null).get();
        }
        assertThatCallsWereMade(
                "QueueStore.available",
                "Delivery.requeue",
                "QueueStoreFactory.createKeyed",
                "KeyedQueueStore.offer",
                "key",
                "uniqueKey",
                "code");
    }
}
