package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

import ch.qos.logback.classic.Level;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.TaskListener;
import io.tasky.task.DeadLetter;
import io.tasky.task.ItemRules;
import io.tasky.task.QueueClosedException;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeadLetterTests {

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final AtomicBoolean fails = new AtomicBoolean(true);

    private final TaskBody work = item -> {
        if (fails.get()) {
            throw new IllegalStateException("no stock of " + item);
        }
        return handled.add(item);
    };

    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.QUEUE, "orders", attributes, work);
        return rig.supervisor.queue("orders");
    }

    @Test
    void itemThatFailedForGoodIsKeptWithWhatItFailedWith() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.put(7);
            rig.awaitIdle();
            assertThat(queue.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.task()).isEqualTo("orders");
                assertThat(letter.item()).isEqualTo(7);
                assertThat(letter.attempts()).isOne();
                assertThat(letter.at()).isEqualTo(rig.time.now());
                assertThat(letter.exception()).hasMessage("no stock of 7");
                assertThat(letter.runId())
                        .isEqualTo(rig.supervisor.history("orders").get(0).id());
            });
            assertThat(queue.snapshot().deadLetters()).isOne();
            assertThat(log.at(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void itemIsNoDeadLetterBeforeItsLastAttempt() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.QUEUE,
                    "orders",
                    TaskAttributes.NONE,
                    work,
                    (attempt, failure) -> attempt < 2 ? Duration.ofSeconds(1) : null));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(7);
            rig.awaitIdle();
            assertThat(queue.deadLetters()).isEmpty();
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(queue.deadLetters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.attempts()).isEqualTo(2));
        }
    }

    @Test
    void replayPutsDeadLettersBackInTheirOrder() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.putAll(List.of(1, 2, 3));
            rig.awaitIdle();
            fails.set(false);
            assertThat(queue.replay()).isEqualTo(3);
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3);
            assertThat(queue.deadLetters()).isEmpty();
            assertThat(queue.replay()).isZero();
        }
    }

    @Test
    void replayPutsBackWhatThereIsRoomForAndKeepsTheRest() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 2));
            for (int i = 1; i <= 3; i++) {
                queue.put(i);
                rig.awaitIdle();
            }
            rig.supervisor.task("orders").disable();
            assertThat(queue.replay()).isEqualTo(2);
            assertThat(queue.deadLetters()).extracting(DeadLetter::item).containsExactly(3);
            assertThat(queue.size()).isEqualTo(2);
            queue.close();
            assertThatThrownBy(queue::replay).isInstanceOf(QueueClosedException.class);
            assertThat(queue.deadLetters()).hasSize(1);
        }
    }

    @Test
    void letterWhoseKeyCannotBeReadAnyMoreKeepsNoOtherFromBeingReplayed() throws Exception {
        Set<Object> unreadable = ConcurrentHashMap.newKeySet();
        ItemRules rules = new ItemRules(null, item -> {
            if (unreadable.contains(item)) {
                throw new IllegalStateException("the customer of " + item + " is gone");
            }
            return item;
        });
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, work.with(rules));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 1; i <= 4; i++) {
                queue.put(i);
                rig.awaitIdle();
            }
            fails.set(false);
            unreadable.addAll(List.of(1, 3));

            assertThat(queue.replay()).isEqualTo(2);
            rig.awaitIdle();
            assertThat(handled).containsExactly(2, 4);
            assertThat(queue.deadLetters()).extracting(DeadLetter::item).containsExactly(1, 3);
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactly(
                            "2 dead letters of task 'orders' could not be replayed and are kept; the first, of run "
                                    + queue.deadLetters().get(0).runId() + ", because of this");
            unreadable.clear();
            assertThat(queue.replay()).isEqualTo(2);
            rig.awaitIdle();
            assertThat(handled).containsExactly(2, 4, 1, 3);
        }
    }

    @Test
    void itemThatFailsWhenItIsReplayedIsReplayedOnce() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.putAll(List.of(1, 2));
            rig.awaitIdle();
            assertThat(queue.replay()).isEqualTo(2);
            rig.awaitIdle();
            assertThat(queue.deadLetters()).extracting(DeadLetter::item).containsExactly(1, 2);
        }
    }

    @Test
    void listIsBoundedAndWhatIsPushedOutIsTold() throws Exception {
        List<Object> dropped = new CopyOnWriteArrayList<>();
        List<Object> dead = new CopyOnWriteArrayList<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onItemDropped(String queue, Object item) {
                dropped.add(item);
            }

            @Override
            public void onDeadLetter(TaskRun<?> run, TaskFacts facts, Object item) {
                dead.add(item);
            }
        };
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.listeners(() -> List.of(listener))).started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.CAPACITY, -1));
            for (int i = 0; i < DeadLetters.MOST + 2; i++) {
                queue.put(i);
            }
            rig.awaitIdle();
            assertThat(queue.deadLetters()).hasSize(DeadLetters.MOST);
            assertThat(dropped).containsExactly(0, 1);
            assertThat(dead).hasSize(DeadLetters.MOST + 2);
            assertThat(queue.snapshot().dropped()).isEqualTo(2);
            assertThat(log.messagesAt(Level.WARN))
                    .hasSize(2)
                    .allSatisfy(text -> assertThat(text)
                            .startsWith("Task 'orders' has 1000 dead letters and drops the oldest, of run ")
                            .endsWith(". Replay them, or give it a deadLetter queue."));
        }
    }

    @Test
    void deadLetterGoesToTheQueueThatIsNamed() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "failed", TaskAttributes.NONE, item -> handled.add("failed " + item));
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.DEAD_LETTER, "failed"));
            queue.put(7);
            rig.awaitIdle();
            assertThat(handled).containsExactly("failed 7");
            assertThat(queue.deadLetters()).isEmpty();
        }
    }

    @Test
    void deadLetterThatItsQueueDoesNotTakeIsKept() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            rig.register(
                    TaskKind.QUEUE,
                    "failed",
                    TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 1).with(TaskAttribute.ENABLED, false),
                    item -> null);
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.DEAD_LETTER, "failed"));
            queue.putAll(List.of(7, 8));
            rig.awaitIdle();
            rig.supervisor.queue("failed").close();
            queue.put(9);
            rig.awaitIdle();
            assertThat(queue.deadLetters()).extracting(DeadLetter::item).containsExactly(8, 9);
            assertThat(log.messagesAt(Level.WARN))
                    .satisfiesExactly(
                            text -> assertThat(text)
                                    .endsWith("found its dead letter queue 'failed' full; it is kept with the task."),
                            text -> assertThat(text)
                                    .endsWith(
                                            "found its dead letter queue 'failed' closed; it is kept with the task."));
        }
    }

    @Test
    void itemWhoseRunWasCancelledIsDeadLetter() throws Exception {
        try (Rig rig = new Rig().started()) {
            Gate gate = new Gate();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, gate.before(item -> null));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(7);
            gate.awaitEntered();
            rig.supervisor
                    .run(rig.supervisor.runs(0, 1).items().get(0).id())
                    .orElseThrow()
                    .cancel(false);
            gate.open();
            rig.awaitIdle();
            assertThat(queue.deadLetters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.exception()).isNull());
        }
    }

    @Test
    void itemWhoseRunWasCancelledByStopWaitsAgainAndIsCountedAsLeft() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.QUEUE, "orders", TaskAttributes.NONE, work, (attempt, failure) -> Duration.ofHours(1)));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(7);
            rig.awaitIdle();
            assertThat(rig.supervisor.stop().left()).containsExactly(java.util.Map.entry("orders", 1));
            assertThat(queue.size()).isOne();
            assertThat(queue.deadLetters()).isEmpty();
            fails.set(false);
            rig.supervisor.start();
            rig.awaitIdle();
            assertThat(handled).containsExactly(7);
        }
    }

    @Test
    void dropsAndDeadLettersAreInTheSnapshot() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.put(7);
            rig.awaitIdle();
            assertThat(rig.supervisor.task("orders").snapshot().queue())
                    .isEqualTo(new QueueSnapshot("orders", 0, 1000, 1, 0, false, 0, 0, 1));
        }
    }

    @Test
    void deadLetterThatItsQueueFailsToTakeIsKept() throws Exception {
        QueueStore<Object> broken = spy(new InMemoryQueueStoreFactory().create("failed", 10));
        doThrow(new NoClassDefFoundError("disk")).when(broken).offer(7);
        QueueStoreFactory stores = spy(new InMemoryQueueStoreFactory());
        doReturn(broken).when(stores).create(eq("failed"), anyInt());
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.queueStore(stores)).started()) {
            rig.register(TaskKind.QUEUE, "failed", TaskAttributes.NONE, item -> null);
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.DEAD_LETTER, "failed"));
            queue.put(7);
            rig.awaitIdle();
            assertThat(queue.deadLetters()).extracting(DeadLetter::item).containsExactly(7);
            assertThat(log.messagesAt(Level.WARN)).startsWith("Queue 'failed' failed to take a dead letter");
        }
    }
}
