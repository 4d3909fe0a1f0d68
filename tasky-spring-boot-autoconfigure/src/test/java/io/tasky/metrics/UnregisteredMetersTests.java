package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.CreatedPool;
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
        return TaskDefinition.background("mail").template("mail").call(() -> "sent");
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
        supervisor.register(TaskDefinition.background("other").template("other").call(() -> "done"));
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
        supervisor.register(TaskDefinition.timer("bell")
                .template("bell")
                .delay(Duration.ofHours(1))
                .run(() -> {}));
        metrics.refreshGauges();
        assertThat(tagged("task", "bell")).hasSize(1);
        supervisor.unregister("bell");
        assertThat(tagged("task", "bell")).isEmpty();
    }

    @Test
    void tasksThatAreRegisteredAtRunTimeAreMeasuredTogether() throws Exception {
        for (String name : List.of("mail-1", "mail-2")) {
            supervisor.register(TaskDefinition.background(name).call(() -> "sent"));
            supervisor.call(name, null).get();
        }
        supervisor.submit(() -> "dynamic", RunOptions.DEFAULTS).get();
        supervisor.pool("default").awaitIdle(Duration.ofDays(1));
        assertThat(registry.get("tasky.run").tag("task", "dynamic").timer().count())
                .isEqualTo(3);
        assertThat(registry.find("tasky.run").timers()).hasSize(1);

        supervisor.unregister("mail-1");
        assertThat(registry.get("tasky.run").tag("task", "dynamic").timer().count())
                .isEqualTo(3);
    }

    @Test
    void tasksOfOneTemplateAreMeasuredAsIt() throws Exception {
        for (String name : List.of("mail", "mail-1", "mail-2")) {
            supervisor.register(TaskDefinition.background(name).template("mail").call(() -> "sent"));
            supervisor.call(name, null).get();
        }
        supervisor.pool("default").awaitIdle(Duration.ofDays(1));
        supervisor.unregister("mail-1");
        supervisor.unregister("mail");
        supervisor.call("mail-2", null).get();
        supervisor.pool("default").awaitIdle(Duration.ofDays(1));

        assertThat(registry.get("tasky.run").tag("task", "mail").timer().count())
                .isEqualTo(4);
    }

    @Test
    void timersOfOneTemplateArePendingTogether() {
        for (String name : List.of("bell-1", "bell-2")) {
            supervisor.register(TaskDefinition.timer(name)
                    .template("bell")
                    .delay(Duration.ofHours(1))
                    .run(() -> {}));
        }
        metrics.refreshGauges();
        Gauge pending = registry.get("tasky.timers.pending").tag("task", "bell").gauge();
        assertThat(pending.value()).isEqualTo(2);
        supervisor.unregister("bell-1");
        assertThat(pending.value()).isEqualTo(1);
        supervisor.unregister("bell-2");
        assertThat(tagged("task", "bell")).isEmpty();
    }

    @Test
    void allThatIsTaggedWithAPoolGoesWithIt() throws Exception {
        try (CreatedPool pool = supervisor.createPool(PoolConfig.of("imports", 2))) {
            supervisor.register(TaskDefinition.background("mail")
                    .template("mail")
                    .pool("imports")
                    .call(() -> "sent"));
            supervisor.call("mail", null).get();
            supervisor.register(TaskDefinition.background("mail-1")
                    .template("other")
                    .pool("imports")
                    .call(() -> "sent"));
            supervisor.call("mail-1", null).get();
            supervisor.unregister("mail-1");
            supervisor
                    .submit(() -> "dynamic", RunOptions.DEFAULTS.withPool("imports"))
                    .get();
            pool.pool().awaitIdle(Duration.ofDays(1));
            assertThat(tagged("pool", "imports")).hasSizeGreaterThan(5);
        }
        assertThat(tagged("pool", "imports")).isEmpty();

        metrics.onRejected(new TaskFacts("dynamic", TaskKind.BACKGROUND, "imports", TaskPriority.NORMAL, null));
        assertThat(tagged("pool", "imports")).isEmpty();
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

    /** While its name is taken still, and whoever looks finds it there. */
    @Test
    void runThatIsToldOfAfterItsTaskBringsNothingBack() throws Exception {
        listeners.add(new TaskListener() {
            @Override
            public void onTaskUnregistered(TaskFacts facts) {
                metrics.onRejected(facts);
            }
        });
        supervisor.register(mail());
        send();
        supervisor.unregister("mail");
        assertThat(tagged("task", "mail")).isEmpty();

        supervisor.register(mail());
        send();
        supervisor.unregister("mail");
        assertThat(tagged("task", "mail")).isEmpty();
    }

    @Test
    void gaugesThatAreLookedForWhileATimerGoesDoNotComeBack() {
        listeners.add(new TaskListener() {
            @Override
            public void onTaskUnregistered(TaskFacts facts) {
                metrics.refreshGauges();
            }
        });
        supervisor.register(TaskDefinition.timer("bell")
                .template("bell")
                .delay(Duration.ofHours(1))
                .run(() -> {}));
        metrics.refreshGauges();
        supervisor.unregister("bell");
        assertThat(tagged("task", "bell")).isEmpty();
    }

    @Test
    void gaugesThatAreLookedForWhileAPoolGoesDoNotComeBack() {
        listeners.add(new TaskListener() {
            @Override
            public void onPoolClosed(String pool) {
                metrics.refreshGauges();
                metrics.onRejected(new TaskFacts("dynamic", TaskKind.BACKGROUND, pool, TaskPriority.NORMAL, null));
            }
        });
        supervisor.createPool(PoolConfig.of("imports", 2)).close();
        assertThat(tagged("pool", "imports")).isEmpty();
        supervisor.createPool(PoolConfig.of("imports", 2));
        assertThat(tagged("pool", "imports")).isNotEmpty();
    }
}
