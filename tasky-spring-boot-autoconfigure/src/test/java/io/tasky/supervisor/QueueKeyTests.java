package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.task.ItemRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueKeyTests {

    private static final TaskAttributes FOUR = TaskAttributes.NONE.with(TaskAttribute.WORKERS, 4);

    /** The first letter. */
    private static final ItemRules KEYED =
            new ItemRules(null, item -> item.toString().substring(0, 1));

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    private static TaskQueue<String> queue(Rig rig, TaskBody body) {
        rig.register(TaskKind.QUEUE, "orders", FOUR, body.with(KEYED));
        return rig.supervisor.queue("orders");
    }

    @Test
    void itemsOfOneKeyAreHandledOneAtTimeInTheirOrder() throws Exception {
        try (Rig rig = new Rig().started()) {
            Gate gate = new Gate();
            TaskQueue<String> queue = queue(rig, item -> {
                if ("a1".equals(item)) {
                    gate.pass();
                }
                return handled.add(item);
            });
            queue.put("a1");
            gate.awaitEntered();
            queue.putAll(List.of("a2", "b1", "b2", "a3"));
            rig.until(() -> handled.size() >= 2);
            assertThat(handled).containsExactly("b1", "b2");
            gate.open();
            rig.awaitIdle();
            assertThat(handled).containsExactly("b1", "b2", "a1", "a2", "a3");
        }
    }

    @Test
    void itemThatFailsHoldsUpItsKeyUntilItSucceeds() throws Exception {
        try (Rig rig = new Rig().started()) {
            AtomicInteger attempts = new AtomicInteger();
            rig.supervisor.register(Rig.define(
                    TaskKind.QUEUE,
                    "orders",
                    FOUR,
                    ((TaskBody) item -> {
                                if ("a1".equals(item) && attempts.incrementAndGet() < 3) {
                                    throw new IllegalStateException("no stock");
                                }
                                return handled.add(item);
                            })
                            .with(KEYED),
                    (attempt, failure) -> Duration.ofSeconds(1)));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of("a1", "a2", "b1"));
            rig.awaitIdle();
            assertThat(handled).containsExactly("b1");
            assertThat(queue.size()).isOne();
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(handled).containsExactly("b1");
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(handled).containsExactly("b1", "a1", "a2");
        }
    }

    @Test
    void itemThatFailsHoldsUpItsKeyUntilItIsDeadLetter() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            TaskQueue<String> queue = queue(rig, item -> {
                handled.add(item);
                if ("a1".equals(item)) {
                    throw new IllegalStateException("no stock");
                }
                return null;
            });
            queue.putAll(List.of("a1", "a2"));
            rig.awaitIdle();
            assertThat(handled).containsExactly("a1", "a2");
            assertThat(queue.deadLetters()).hasSize(1);
            assertThat(log.at(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void keyIsFreeAgainWhenStageIsComplete() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<@Nullable Void> stage = new CompletableFuture<>();
            TaskQueue<String> queue = queue(rig, item -> {
                handled.add(item);
                return "a1".equals(item) ? stage : null;
            });
            queue.putAll(List.of("a1", "a2", "b1"));
            rig.until(() -> handled.size() >= 2);
            assertThat(handled).containsExactlyInAnyOrder("a1", "b1");
            stage.complete(null);
            rig.awaitIdle();
            assertThat(handled).last().isEqualTo("a2");
        }
    }

    @Test
    void itemWhoseKeyCannotBeToldIsRefused() {
        try (Rig rig = new Rig().started()) {
            TaskQueue<String> queue = queue(rig, note);
            assertThatThrownBy(() -> queue.put("")).isInstanceOf(StringIndexOutOfBoundsException.class);
            assertThat(queue.size()).isZero();
        }
    }
}
