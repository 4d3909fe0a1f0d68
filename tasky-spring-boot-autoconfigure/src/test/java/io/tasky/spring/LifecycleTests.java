package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.spi.TaskListener;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** When work starts and stops with its context. */
@ExtendWith(OutputCaptureExtension.class)
class LifecycleTests {

    private static final Log log = new Log();

    @BeforeEach
    void clearLog() {
        log.clear();
    }

    @Test
    void sourcesStopFirstAndTheEngineBetweenTheWebServersTwoPhases() {
        TaskyContext.runner().run(context -> {
            assertThat(context.getBean(SourceLifecycle.class).getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE);
            assertThat(context.getBean(EngineLifecycle.class).getPhase())
                    .isLessThan(SmartLifecycle.DEFAULT_PHASE - 1024)
                    .isGreaterThan(SmartLifecycle.DEFAULT_PHASE - 2048);
        });
    }

    @Test
    void oneLineTellsOfTheStartAndOneOfTheStop(CapturedOutput output) {
        TaskyContext.runner()
                .withPropertyValues(
                        "tasky.pools.default.size=10", "tasky.pools.io.size=200", "tasky.pools.wide.size=-1")
                .withBean("worker", Worker.class)
                .run(context -> assertThat(output)
                        .contains("Tasky started: 3 tasks, pools default(10+5+5), io(200), wide(unlimited)."));
        assertThat(output).containsOnlyOnce("Tasky started:");
        assertThat(output).containsOnlyOnce("Tasky stopped: finished ");
    }

    @Test
    void aStoppedContextCanBeStartedAgain() {
        TaskyContext.runner().withBean("ticker", Ticker.class).run(context -> {
            assertThat(log.next()).isEqualTo("tick");
            ConfigurableApplicationContext source = context.getSourceApplicationContext();
            source.stop();
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            assertThat(supervisor.state()).isEqualTo(SupervisorState.STOPPED);
            while (!log.isEmpty()) {
                assertThat(log.next()).isEqualTo("tick");
            }
            source.start();
            assertThat(supervisor.state()).isEqualTo(SupervisorState.RUNNING);
            assertThat(log.next()).isEqualTo("tick");
        });
    }

    static class Ticker {
        @PeriodicTask(fixedRate = "5ms")
        void tick() {
            log.add("tick");
        }
    }

    @Test
    void startupTasksDoNotRunAgainWhenAContextIsRestarted() {
        TaskyContext.runner().withBean("starter", Starter.class).run(context -> {
            assertThat(log.next()).isEqualTo("started");
            ConfigurableApplicationContext source = context.getSourceApplicationContext();
            source.stop();
            source.start();
            context.getBean(Starter.class).after();
            assertThat(log.next()).isEqualTo("after");
        });
    }

    static class Starter {
        @BackgroundTask(onStartup = true)
        void start() {
            log.add("started");
        }

        @BackgroundTask
        void after() {
            log.add("after");
        }
    }

    @Test
    void switchedOffEveryBeanInjectsAndNothingStarts(CapturedOutput output) {
        Set<Thread> before = keepAliveThreads();
        TaskyContext.runner()
                .withPropertyValues("tasky.enabled=false")
                .withBean("worker", Worker.class)
                .withBean("ticker", Ticker.class)
                .run(context -> {
                    assertThat(context.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.CREATED);
                    assertThat(context.getBean("tasky.queue.worker.handle")).isInstanceOf(TaskQueue.class);
                    assertThatExceptionOfType(RejectedExecutionException.class)
                            .isThrownBy(() -> context.getBean(Worker.class).call());
                    assertThat(keepAliveThreads()).isSubsetOf(before);
                    assertThat(output)
                            .contains("Tasky is switched off (tasky.enabled=false) and starts nothing: 4 tasks,");
                });
        assertThat(log.isEmpty()).isTrue();
    }

    @Test
    void withoutAutoStartNothingFiresUntilTheSupervisorIsStarted(CapturedOutput output) {
        TaskyContext.runner()
                .withPropertyValues("tasky.auto-start=false")
                .withBean("starter", Starter.class)
                .withBean("ticker", Ticker.class)
                .run(context -> {
                    TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
                    assertThat(supervisor.state()).isEqualTo(SupervisorState.CREATED);
                    assertThat(log.isEmpty()).isTrue();
                    assertThat(output)
                            .contains("Tasky waits for supervisor.start() (tasky.auto-start=false): 3 tasks,");
                    supervisor.start();
                    log.await("started");
                    log.await("tick");
                });
    }

    @Test
    void theVirtualMachineIsKeptAliveUntilTheContextStops() {
        Set<Thread> before = keepAliveThreads();
        TaskyContext.runner().withBean("worker", Worker.class).run(context -> {
            Set<Thread> own = keepAliveThreads();
            own.removeAll(before);
            assertThat(own).hasSize(1);
            context.getSourceApplicationContext().close();
            for (Thread thread : own) {
                thread.join(20_000);
                assertThat(thread.isAlive()).isFalse();
            }
        });
    }

    @Test
    void withoutTasksNothingIsKeptAlive() {
        Set<Thread> before = keepAliveThreads();
        TaskyContext.runner().run(context -> assertThat(keepAliveThreads()).isSubsetOf(before));
    }

    private static Set<Thread> keepAliveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tasky-keep-alive") && !thread.isDaemon())
                .collect(Collectors.toCollection(HashSet::new));
    }

    static class Worker {

        @QueueWorker
        void handle(String item) {}

        @BackgroundTask
        void call() {}

        @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
        void rarely() {}
    }

    /** A stop waits until listeners were told, and this one waits for the stop. */
    @Test
    @Timeout(20)
    void listenerOfARunMayCloseTheApplication(CapturedOutput output) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        TaskyContext.runner()
                .withBean("worker", Worker.class)
                .withBean(Closer.class, () -> new Closer(closed))
                .run(context -> {
                    TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
                    context.getBean(Worker.class).call();
                    closed.await();
                    assertThat(context.getSourceApplicationContext().isActive()).isFalse();
                    assertThat(supervisor.state()).isEqualTo(SupervisorState.CLOSED);
                    assertThat(output)
                            .contains("Tasky stopped: finished ")
                            .doesNotContain("Tasky did not stop in order");
                });
    }

    /** Closes its application when a run has ended. Thread-safe. */
    static class Closer implements TaskListener, ApplicationContextAware {

        private final CountDownLatch closed;

        private volatile @Nullable ApplicationContext context;

        Closer(CountDownLatch closed) {
            this.closed = closed;
        }

        @Override
        public void setApplicationContext(ApplicationContext applicationContext) {
            context = applicationContext;
        }

        @Override
        public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
            if (context instanceof ConfigurableApplicationContext own) {
                own.close();
                closed.countDown();
            }
        }
    }

    @Test
    void stopThatFailsIsLoggedAndHoldsUpNobody(CapturedOutput output) throws Exception {
        TaskSupervisor failing = mock(TaskSupervisor.class);
        when(failing.stop()).thenThrow(new IllegalStateException("no stop"));
        CountDownLatch stopped = new CountDownLatch(1);
        EngineLifecycle lifecycle = new EngineLifecycle(failing, mock(ApplicationContext.class));
        lifecycle.start();
        lifecycle.stop(stopped::countDown);
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lifecycle.isRunning()).isFalse();
        assertThat(output).contains("Tasky did not stop in order.", "no stop");
    }
}
