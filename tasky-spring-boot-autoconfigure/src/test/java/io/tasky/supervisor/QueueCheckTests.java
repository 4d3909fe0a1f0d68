package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.ItemRules;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.testing.Refusals;
import java.time.Duration;
import java.util.Comparator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a queue worker cannot say: each text names the task, the value and the remedy. */
class QueueCheckTests {

    private static final TaskBody NOTHING = item -> null;

    private static final TaskBody ORDERED = NOTHING.with(new ItemRules(Comparator.comparing(Object::toString), null));

    private static final TaskBody KEYED = NOTHING.with(new ItemRules(null, item -> item));

    private static void assertRefused(TaskAttributes attributes, TaskBody body, String problem, String remedy) {
        try (Rig rig = new Rig()) {
            TaskConfigurationException failure = Assertions.catchThrowableOfType(
                    TaskConfigurationException.class, () -> rig.register(TaskKind.QUEUE, "orders", attributes, body));
            assertThat(failure).hasMessage("Task 'orders' (test orders) " + problem + ".");
            assertThat(failure.remedy()).isEqualTo(remedy);
            assertThat(rig.supervisor.queues()).isEmpty();
        }
    }

    @Test
    void batchOfNothingIsRefused() {
        assertRefused(
                TaskAttributes.NONE.with(TaskAttribute.BATCH_SIZE, 0),
                NOTHING,
                "has a batchSize of 0",
                "Give it a batchSize of at least 1.");
    }

    @Test
    void batchThatIsNeverFullIsRefused() {
        assertRefused(
                TaskAttributes.NONE.with(TaskAttribute.BATCH_SIZE, 11).with(TaskAttribute.CAPACITY, 10),
                NOTHING,
                "has a batchSize of 11, and its queue holds 10 items, so that no batch is ever full",
                "Lower batchSize, or raise capacity.");
    }

    @Test
    void batchTimeoutWithoutBatchIsRefused() {
        assertRefused(
                TaskAttributes.NONE.with(TaskAttribute.BATCH_TIMEOUT, Duration.ofSeconds(1)),
                NOTHING,
                "says batchTimeout without batchSize, so that there are no batches",
                "Give batchSize, or remove batchTimeout.");
    }

    @Test
    void orderAndKeyAreRefused() {
        assertRefused(
                TaskAttributes.NONE,
                NOTHING.with(new ItemRules(Comparator.comparing(Object::toString), item -> item)),
                "says orderBy and key, and the items of one key are handled in the order they came",
                "Keep one of them.");
    }

    @Test
    void keyAndBatchAreRefused() {
        assertRefused(
                TaskAttributes.NONE.with(TaskAttribute.BATCH_SIZE, 2),
                KEYED,
                "says key and batchSize, and the items of one key are handled one at a time",
                "Keep one of them.");
    }

    @Test
    void orderedQueueThatDropsItsOldestIsRefused() {
        assertRefused(
                TaskAttributes.NONE.with(TaskAttribute.OVERFLOW, OverflowPolicy.DROP_OLDEST),
                ORDERED,
                "says orderBy and overflow DROP_OLDEST, which would drop what is to be handled first",
                "Choose another overflow, or remove orderBy.");
    }

    @Test
    void ownQueueForDeadLettersIsRefused() {
        assertRefused(
                TaskAttributes.NONE.with(TaskAttribute.DEAD_LETTER, "orders"),
                NOTHING,
                "names its own queue 'orders' as its dead letter queue",
                "Name another queue, or none to keep dead letters with the task.");
    }

    @Test
    void backendWithoutOrderOrKeysSaysSo() {
        TaskAttributes disk = TaskAttributes.NONE.with(TaskAttribute.BACKEND, "disk");
        try (Rig rig = new Rig(builder -> builder.queueStore(new FakeBackend()))) {
            Refusals.assertRefused(
                    () -> rig.register(TaskKind.QUEUE, "orders", disk, ORDERED),
                    "Queue 'orders' is to be ordered, which its backend 'disk' cannot do.",
                    "Remove orderBy, or choose another backend.");
            Refusals.assertRefused(
                    () -> rig.register(TaskKind.QUEUE, "orders", disk, KEYED),
                    "Queue 'orders' has a key, which its backend 'disk' does not know.",
                    "Remove key, or choose another backend.");
        }
    }
}
