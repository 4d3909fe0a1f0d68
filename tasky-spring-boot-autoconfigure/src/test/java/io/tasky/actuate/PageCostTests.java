package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a page costs where there is a lot: pictures and bytes are counted, not time. */
class PageCostTests {

    private static final int TASKS = 10_000;

    private static final int RUNS = 100_000;

    private static final int PAGE = 100;

    private static final int MAX_BYTES = 64 * 1024;

    private final AtomicInteger pictures = new AtomicInteger();

    @Test
    void pageOfAHundredTasksTakesAHundredPicturesAndFitsInto64Kilobytes() {
        CountDownLatch release = new CountDownLatch(1);
        EndpointWebApplication.runner()
                .withPropertyValues("management.endpoints.web.exposure.include=tasks,taskruns")
                .withBean(TaskSupervisor.class, this::supervisor)
                .run(context -> {
                    try {
                        fill(context.getBean(TaskSupervisor.class), release);
                        MockMvcTester mvc = MockMvcTester.from(context);
                        assertPage(mvc, "/actuator/tasks");
                        assertPage(mvc, "/actuator/tasks?offset=5000");
                        assertPage(mvc, "/actuator/tasks?kind=queue&name=IMPORT");
                        assertPage(mvc, "/actuator/taskruns?offset=50000");
                    } finally {
                        release.countDown();
                    }
                });
    }

    private void assertPage(MockMvcTester mvc, String uri) throws Exception {
        pictures.set(0);
        byte[] body = mvc.get().uri(uri).exchange().getResponse().getContentAsByteArray();

        // Each task and each waiting run looks at its pool once, and the answer shows the pools.
        assertThat(pictures.get()).as(uri).isBetween(1, PAGE + 1);
        assertThat(body.length).as(uri).isBetween(PAGE * 100, MAX_BYTES);
        assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"limit\":" + PAGE);
    }

    private TaskSupervisor supervisor() {
        return new TaskSupervisorBuilder()
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(2 * RUNS, 1))
                .poolFactory(this::countingPool)
                .queueStore(new InMemoryQueueStoreFactory())
                .shutdown(new ShutdownPolicy(Duration.ZERO, Duration.ZERO))
                .build();
    }

    private TaskPool countingPool(PoolConfig config, TimeSource time) {
        TaskPool pool = PriorityPool.create(config, time, Thread::new);
        return (TaskPool) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TaskPool.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("snapshot")) {
                        pictures.incrementAndGet();
                    }
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                });
    }

    /** Each kind of task, those on the first page with a last run, and one run that all others wait for. */
    private static void fill(TaskSupervisor supervisor, CountDownLatch release) throws Exception {
        supervisor.start();
        for (int i = 0; i < TASKS; i++) {
            String name = "warehouse.importDeliveries-%05d".formatted(i);
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
            if (i < PAGE && i % 4 == 2) {
                supervisor.queue(name).put("item");
            } else if (i < PAGE) {
                supervisor.task(name).trigger().get();
            }
        }
        supervisor.pool(PoolConfig.DEFAULT_POOL).awaitIdle(Duration.ofSeconds(30));
        CountDownLatch running = new CountDownLatch(1);
        TaskRun<String> blocker = supervisor.submit(
                () -> {
                    running.countDown();
                    release.await();
                    return "";
                },
                RunOptions.DEFAULTS);
        running.await();
        for (int i = 0; i < RUNS; i++) {
            TaskRun<?> run = supervisor.call("warehouse.importDeliveries-%05d".formatted(i % TASKS / 4 * 4 + 3), null);
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
        }
        assertThat(blocker.status()).isEqualTo(RunStatus.RUNNING);
    }
}
