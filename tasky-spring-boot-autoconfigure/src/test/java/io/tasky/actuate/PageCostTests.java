package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.QueueConfig;
import io.tasky.task.RunFilter;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What an answer costs where there is a lot: what is looked at is counted, not time. */
class PageCostTests {

    private static final int TASKS = 10_000;

    private static final int RUNS = 100_000;

    private static final int PAGE = 100;

    private static final int KEPT = 2_500;

    /** Queues that no task works on. */
    private static final int SENT_TO = 200;

    /** How often the store of a queue was asked how much is in it. */
    private final AtomicInteger sizes = new AtomicInteger();

    /** How often a pool was asked for a snapshot, for which it takes its lock. */
    private final AtomicInteger snapshots = new AtomicInteger();

    /** How many runs were looked at under the lock of a pool. */
    private final AtomicInteger visited = new AtomicInteger();

    /** How many moments were turned into times of day, of which each snapshot of a run has up to three. */
    private final AtomicInteger moments = new AtomicInteger();

    @Test
    void answerLooksAtNoMoreThanItShows() {
        CountDownLatch release = new CountDownLatch(1);
        EndpointWebApplication.runner()
                .withPropertyValues("management.endpoints.web.exposure.include=tasks,taskruns,taskpools")
                .withPropertyValues("management.endpoint.taskruns.access=UNRESTRICTED")
                .withBean(TaskSupervisor.class, this::supervisor)
                .run(context -> {
                    try {
                        String waiting = fill(context.getBean(TaskSupervisor.class), release);
                        MockMvcTester mvc = MockMvcTester.from(context);
                        // Each task and each waiting run looks at its pool once, and the answer shows the pools.
                        assertCosts(mvc.get().uri("/actuator/tasks"), PAGE + 1, 0);
                        assertThat(sizes.get()).as("looks into queues").isBetween(SENT_TO, SENT_TO + PAGE);
                        assertCosts(mvc.get().uri("/actuator/tasks?offset=5000"), PAGE + 1, 0);
                        assertCosts(mvc.get().uri("/actuator/tasks?kind=queue&name=IMPORT"), PAGE + 1, 0);
                        assertThat(sizes.get())
                                .as("looks into queues of other names")
                                .isLessThanOrEqualTo(PAGE);
                        assertCosts(mvc.get().uri("/actuator/tasks/" + name(0)), 1, 0);
                        assertCosts(mvc.get().uri("/actuator/taskpools"), 1, 0);
                        assertCosts(mvc.get().uri("/actuator/taskruns?offset=50000"), PAGE, RUNS);
                        assertCosts(mvc.get().uri("/actuator/taskruns?status=RUNNING"), 0, 0);
                        assertCosts(mvc.get().uri("/actuator/taskruns?status=SUCCEEDED"), 0, 0);
                        assertCosts(mvc.get().uri("/actuator/taskruns?status=SUCCEEDED&task=" + name(2)), 0, 0);
                        assertCosts(mvc.get().uri("/actuator/taskruns/" + waiting), 1, RUNS);
                        assertCosts(mvc.get().uri("/actuator/taskruns/" + waiting + "0"), 0, 0);
                        assertCosts(mvc.delete().uri("/actuator/taskruns/" + waiting), 1, 2 * RUNS);
                        assertCosts(mvc.get().uri("/actuator/taskruns/" + waiting), 0, RUNS);
                    } finally {
                        release.countDown();
                    }
                });
    }

    private void assertCosts(MockMvcRequestBuilder request, int mostSnapshots, int mostVisited) {
        sizes.set(0);
        snapshots.set(0);
        visited.set(0);
        moments.set(0);
        MvcTestResult answer = request.exchange();

        String uri =
                answer.getRequest().getRequestURI() + "?" + answer.getRequest().getQueryString();
        assertThat(answer.getResponse().getStatus()).as(uri).isIn(200, 404);
        assertThat(answer.getResponse().getContentAsByteArray().length)
                .as("bytes: " + uri)
                .isLessThanOrEqualTo(64 * 1024);
        assertThat(snapshots.get()).as("snapshots of pools: " + uri).isLessThanOrEqualTo(mostSnapshots);
        assertThat(visited.get()).as("runs visited: " + uri).isLessThanOrEqualTo(mostVisited);
        assertThat(moments.get()).as("moments told: " + uri).isLessThanOrEqualTo(4 * PAGE);
    }

    private TaskSupervisor supervisor() {
        TaskSupervisorBuilder builder = new TaskSupervisorBuilder();
        for (int i = 0; i < SENT_TO; i++) {
            builder.queue(new QueueConfig("warehouse.outboxOfDeliveries-%03d".formatted(i), null, null, null, true));
        }
        return builder.timeSource(counting(TimeSource.class, new ManualTimeSource(), Map.of("toInstant", moments)))
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(2 * RUNS, 1))
                .poolFactory(this::countingPool)
                .queueStore((CountedFactory) this::countingStore)
                .shutdown(new ShutdownPolicy(Duration.ZERO, Duration.ZERO))
                .build();
    }

    private TaskPool countingPool(PoolConfig config, TimeSource time) {
        TaskPool pool = PriorityPool.create(config, time, Thread::new);
        return counting(TaskPool.class, pool, Map.of("snapshot", snapshots));
    }

    @SuppressWarnings("unchecked") // It is the store of a queue of anything.
    private QueueStore<Object> countingStore(String queue, int capacity) {
        QueueStore<Object> store = new InMemoryQueueStoreFactory().create(queue, capacity);
        return counting(QueueStore.class, store, Map.of("size", sizes));
    }

    /** Makes queues in memory. */
    private interface CountedFactory extends QueueStoreFactory {

        @Override
        default String backend() {
            return MEMORY;
        }
    }

    /** Counts calls of methods by their names, and visitors that are called. */
    @SuppressWarnings("unchecked") // Of the pools' methods, the one with a consumer takes one of entries.
    private <T> T counting(Class<T> type, T target, Map<String, AtomicInteger> calls) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    AtomicInteger count = calls.get(method.getName());
                    if (count != null) {
                        count.incrementAndGet();
                    }
                    if (method.getName().equals("forEachWaiting")) {
                        Consumer<Object> visitor = (Consumer<Object>) arguments[0];
                        arguments[0] = (Consumer<Object>) entry -> {
                            visited.incrementAndGet();
                            visitor.accept(entry);
                        };
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                }));
    }

    private static String name(int i) {
        return "warehouse.importDeliveries-%05d".formatted(i);
    }

    /** Each kind of task, those with a queue with runs that ended, and one run that all others wait for; answers one of them. */
    private static String fill(TaskSupervisor supervisor, CountDownLatch release) throws Exception {
        supervisor.start();
        for (int i = 0; i < TASKS; i++) {
            String name = name(i);
            supervisor.register(
                    switch (i % 4) {
                        case 0 ->
                            TaskDefinition.periodic(name)
                                    .fixedRate(Duration.ofDays(1))
                                    .initialDelay(Duration.ofDays(1))
                                    .run(() -> {});
                        case 1 ->
                            TaskDefinition.timer(name).delay(Duration.ofDays(1)).run(() -> {});
                        case 2 -> TaskDefinition.queue(name).<String>forEach(item -> {});
                        default -> TaskDefinition.background(name).run(() -> {});
                    });
            if (i % 4 == 2) {
                supervisor.queue(name).putAll(List.of("one", "two", "three"));
            }
        }
        supervisor.pool(PoolConfig.DEFAULT_POOL).awaitIdle(Duration.ofDays(1));
        assertThat(supervisor
                        .runs(new RunFilter(null, null, Set.of(RunStatus.SUCCEEDED)), 0, 1)
                        .total())
                .isEqualTo(3 * KEPT);
        CountDownLatch running = new CountDownLatch(1);
        TaskRun<String> blocker = supervisor.submit(
                () -> {
                    running.countDown();
                    release.await();
                    return "";
                },
                RunOptions.DEFAULTS);
        running.await();
        String waiting = "";
        for (int i = 0; i < RUNS; i++) {
            TaskRun<?> run = supervisor.call(name(i % TASKS / 4 * 4 + 3), null);
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
            waiting = run.id();
        }
        assertThat(blocker.status()).isEqualTo(RunStatus.RUNNING);
        return waiting;
    }
}
