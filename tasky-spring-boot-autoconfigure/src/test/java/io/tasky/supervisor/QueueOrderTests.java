package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.ItemRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueOrderTests {

    private static final Comparator<Object> BY_LENGTH =
            Comparator.comparing(item -> item.toString().length());

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    private TaskQueue<String> queue(Rig rig, TaskBody body) {
        rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, body.with(new ItemRules(BY_LENGTH, null)));
        return rig.supervisor.queue("orders");
    }

    @Test
    void smallestItemGoesFirstAndEqualOnesInTheOrderTheyCame() throws Exception {
        try (Rig rig = new Rig()) {
            queue(rig, note).putAll(List.of("ccc", "b1", "a", "b2"));
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly("a", "b1", "b2", "ccc");
        }
    }

    /** Quick items are taken by many at once elsewhere. */
    @Test
    void itemThatComesLateGoesBeforeAllThatWait() throws Exception {
        try (Rig rig = new Rig()) {
            Gate gate = new Gate();
            TaskQueue<String> queue = queue(rig, item -> {
                if ("b19".equals(item)) {
                    gate.pass();
                }
                return handled.add(item);
            });
            for (int i = 0; i < 50; i++) {
                queue.put("b" + (i + 10));
            }
            rig.started();
            gate.awaitEntered();
            queue.put("a");
            gate.open();
            rig.awaitIdle();
            assertThat(handled.indexOf("a")).isEqualTo(handled.indexOf("b19") + 1);
            assertThat(handled).hasSize(51);
        }
    }

    @Test
    void batchesAreOrderedAsWell() throws Exception {
        try (Rig rig = new Rig()) {
            rig.register(
                    TaskKind.QUEUE,
                    "orders",
                    TaskAttributes.NONE.with(TaskAttribute.BATCH_SIZE, 2),
                    note.with(new ItemRules(BY_LENGTH, null)));
            rig.supervisor.<String>queue("orders").putAll(List.of("ccc", "bb", "a", "dddd"));
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(List.of("a", "bb"), List.of("ccc", "dddd"));
        }
    }
}
