package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task has registered goes with it. */
@Timeout(30)
class UnregisteredMetersTests {

    private final List<TaskListener> listeners = new CopyOnWriteArrayList<>();

    private final TaskSupervisor supervisor = new TaskSupervisorBuilder()
            .timeSource(new ManualTimeSource())
            .queueStore(new InMemoryQueueStoreFactory())
            .listeners(() -> listeners)
            .build();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final TaskyMetrics metrics = new TaskyMetrics(registry, supervisor);

    @BeforeEach
    void start() {
        listeners.add(metrics);
        metrics.bindTo(registry);
        supervisor.start();
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    private List<Meter> tagged(String key, String value) {
        return registry.getMeters().stream()
                .filter(meter -> value.equals(meter.getId().getTag(key)))
                .toList();
    }

    private TaskDefinition mail() {
        return TaskDefinition.background("mail").call(() -> "sent");
    }

    private void send() throws Exception {
        supervisor.call("mail", null).get();
        supervisor.pool("default").awaitIdle(Duration.ofDays(1));
    }

    @Test
    void timersAndCountersOfATaskGoAndComeAgainWithIt() throws Exception {
        supervisor.register(mail());
        send();
        assertThat(tagged("task", "mail")).hasSize(2);
        supervisor.unregister("mail");
        assertThat(tagged("task", "mail")).isEmpty();

        supervisor.register(mail());
        send();
        Timer runs = registry.get("tasky.run").tag("task", "mail").timer();
        assertThat(runs.count()).isOne();
    }

    @Test
    void othersKeepTheirs() throws Exception {
        supervisor.register(mail());
        supervisor.register(TaskDefinition.background("other").call(() -> "done"));
        send();
        supervisor.call("other", null).get();
        supervisor.submit(() -> "dynamic", RunOptions.DEFAULTS).get();
        supervisor.pool("default").awaitIdle(Duration.ofDays(1));
        supervisor.unregister("mail");
        assertThat(tagged("task", "other")).hasSize(2);
        assertThat(tagged("task", "dynamic")).hasSize(2);
        assertThat(tagged("pool", "default")).isNotEmpty();
    }

    @Test
    void gaugeOfATimerGoesWithIt() {
        supervisor.register(
                TaskDefinition.timer("bell").delay(Duration.ofHours(1)).run(() -> {}));
        metrics.refreshGauges();
        assertThat(tagged("task", "bell")).hasSize(1);
        supervisor.unregister("bell");
        assertThat(tagged("task", "bell")).isEmpty();
    }

    @Test
    void gaugesAndCountersOfAQueueGoWithItsLastWorker() throws Exception {
        supervisor.register(TaskDefinition.queue("first")
                .queue("orders")
                .enabled(false)
                .capacity(1)
                .overflow(OverflowPolicy.DROP_NEWEST)
                .forEach(item -> {}));
        supervisor.register(TaskDefinition.queue("second")
                .queue("orders")
                .capacity(1)
                .overflow(OverflowPolicy.DROP_NEWEST)
                .enabled(false)
                .forEach(item -> {}));
        metrics.refreshGauges();
        supervisor.queue("orders").putAll(List.of(1, 2));
        assertThat(tagged("queue", "orders")).hasSize(3);
        supervisor.unregister("first");
        assertThat(tagged("queue", "orders")).hasSize(3);
        supervisor.unregister("second");
        assertThat(tagged("queue", "orders")).isEmpty();
    }

    @Test
    void runThatIsLeftBehindBringsNothingBack() {
        TaskFacts facts = new TaskFacts("gone", TaskKind.BACKGROUND, "default", TaskPriority.NORMAL, null);
        metrics.onRejected(facts);
        assertThat(tagged("task", "gone")).isEmpty();
    }
}
