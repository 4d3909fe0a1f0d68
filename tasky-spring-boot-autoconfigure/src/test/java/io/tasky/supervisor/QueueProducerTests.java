package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tasky.task.OverflowPolicy;
import io.tasky.task.QueueClosedException;
import io.tasky.task.QueueFullException;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueProducerTests {

    private static final TaskAttributes ONE_PLACE = TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 1);

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    /** Does something on a thread of its own, and keeps how it ended. */
    private static final class Other extends Thread {

        private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();

        private final ThrowableAssert.ThrowingCallable work;

        Other(ThrowableAssert.ThrowingCallable work) {
            this.work = work;
            start();
        }

        @Override
        public void run() {
            end.complete(catchThrowable(work));
        }

        Other awaitWaiting() {
            Spin.until(() -> getState() == State.WAITING);
            return this;
        }
    }

    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.QUEUE, "orders", attributes, note);
        return rig.supervisor.queue("orders");
    }

    @Test
    void putWaitsForRoomAndContinuesWhenThereIsSome() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, ONE_PLACE);
            queue.put(1);
            assertThat(queue.remainingCapacity()).isZero();
            Other other = new Other(() -> queue.put(2)).awaitWaiting();
            assertThat(queue.size()).isOne();
            rig.started();
            assertThat(other.end.get()).isNull();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2);
        }
    }

    @Test
    void producerThatIsInterruptedWhileItWaitsAddsNothing() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, ONE_PLACE);
            queue.put(1);
            Other other = new Other(() -> queue.put(2)).awaitWaiting();
            other.interrupt();
            assertThat(other.end.get()).isInstanceOf(InterruptedException.class);
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1);
        }
    }

    @Test
    void queueThatRejectsSaysWhatIsFullAndWhatToDo() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, ONE_PLACE.with(TaskAttribute.OVERFLOW, OverflowPolicy.REJECT));
            queue.put(1);
            assertThatThrownBy(() -> queue.put(2))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessage("Queue 'orders' is full: 1 of 1 items. Raise its capacity, add workers, or let"
                            + " producers wait with overflow = BLOCK.");
        }
    }

    @Test
    void offerGivesUpWhenItsTimeIsOver() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, ONE_PLACE);
            assertThat(queue.offer(1, Duration.ZERO)).isTrue();
            assertThat(queue.offer(2, Duration.ZERO)).isFalse();
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            Other other = new Other(() -> answer.complete(queue.offer(2, Duration.ofSeconds(5)))).awaitWaiting();
            rig.advance(Duration.ofSeconds(5));
            assertThat(answer.get()).isFalse();
            assertThat(other.end.get()).isNull();
            assertThat(queue.size()).isOne();
        }
    }

    @Test
    void producerThatWaitsIsToldWhenTheQueueIsClosed() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, ONE_PLACE);
            queue.put(1);
            Other other = new Other(() -> queue.put(2)).awaitWaiting();
            queue.close();
            assertThat(other.end.get()).isInstanceOf(QueueClosedException.class);
            assertThatThrownBy(() -> queue.put(3))
                    .isInstanceOf(QueueClosedException.class)
                    .hasMessage("Queue 'orders' is closed and takes no more items. Reopen it before putting, or stop"
                            + " putting.");
        }
    }

    @Test
    void queueWithoutBoundTakesAnyNumber() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.CAPACITY, -1));
            for (int i = 0; i < 100_000; i++) {
                queue.put(i);
            }
            assertThat(queue.size()).isEqualTo(100_000);
            assertThat(queue.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    /** The run holds the only slot, which the worker needs to make room in the queue. */
    @Test
    void putInARunLendsItsSlotToTheWorkerOfTheSamePool() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            TaskQueue<Integer> queue = queue(rig, ONE_PLACE);

            TaskRun<Integer> run = rig.supervisor.submit(
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            queue.put(i);
                        }
                        return handled.size();
                    },
                    RunOptions.DEFAULTS);

            assertThat(run.get()).isGreaterThan(90);
            rig.awaitIdle();
            assertThat(handled).hasSize(100);
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }
}
