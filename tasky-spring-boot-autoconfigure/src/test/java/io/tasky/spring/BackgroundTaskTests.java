package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.annotation.BackgroundTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Lazy;

/** Calls of background tasks. */
class BackgroundTaskTests {

    private static final Log log = new Log();

    @BeforeEach
    void clearLog() {
        log.clear();
    }

    @Test
    void aVoidMethodReturnsAtOnceAndRunsOnAPoolThread() {
        run(context -> {
            CountDownLatch gate = new CountDownLatch(1);
            context.getBean(Worker.class).waitFor(gate);
            gate.countDown();
            assertThat(log.next()).startsWith("passed on tasky-default-");
        });
    }

    @Test
    void aTaskRunCarriesTheValueOfTheMethodsOwnRun() {
        run(context -> {
            TaskRun<String> run = context.getBean(Worker.class).greet("you", null);
            assertThat(run.get(20, TimeUnit.SECONDS)).isEqualTo("worker.greet says hello to you");
            assertThat(run.task()).isEqualTo("worker.greet");
            assertThat(run.payload().arguments()).containsExactly("you", null);
        });
    }

    @Test
    void futuresCarryTheValueOfTheMethodsOwnFuture() {
        run(context -> {
            assertThat(context.getBean(Worker.class).future().get(20, TimeUnit.SECONDS))
                    .isEqualTo("done");
            assertThat(context.getBean(Worker.class).completable().get(20, TimeUnit.SECONDS))
                    .isEqualTo("done later");
        });
    }

    @Test
    void cancellingTheCompletableFutureOfACallCancelsItsRun() {
        run(context -> {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Void> future = context.getBean(Worker.class).blocked(gate);
            assertThat(log.next()).isEqualTo("started");
            String id = context.getBean(TaskSupervisor.class)
                    .runs(0, 1)
                    .items()
                    .get(0)
                    .id();
            TaskRun<?> run = context.getBean(TaskSupervisor.class).run(id).orElseThrow();
            future.cancel(true);
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            gate.countDown();
        });
    }

    @Test
    void aRunFailsWithTheExceptionOfItsMethod() {
        run(context -> {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> context.getBean(Worker.class).failing().get(20, TimeUnit.SECONDS))
                    .withCauseExactlyInstanceOf(IllegalStateException.class);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(
                            () -> context.getBean(Worker.class).failingLater().get(20, TimeUnit.SECONDS))
                    .withCauseExactlyInstanceOf(UnsupportedOperationException.class);
        });
    }

    @Test
    void aFullPoolMakesTheCallThrow() {
        TaskyContext.runner()
                .withPropertyValues(
                        "tasky.pools.default.size=1",
                        "tasky.pools.default.reserve-normal=0",
                        "tasky.pools.default.max-waiting=0")
                .withBean("worker", Worker.class)
                .run(context -> {
                    CountDownLatch gate = new CountDownLatch(1);
                    CompletableFuture<Void> first =
                            context.getBean(Worker.class).blocked(gate);
                    assertThat(log.next()).isEqualTo("started");
                    assertThatExceptionOfType(RejectedExecutionException.class)
                            .isThrownBy(() -> context.getBean(Worker.class).future());
                    gate.countDown();
                    first.get(20, TimeUnit.SECONDS);
                });
    }

    @Test
    void aDisabledTaskRefusesCalls() {
        TaskyContext.runner()
                .withPropertyValues("tasky.tasks.worker.future.enabled=false")
                .withBean("worker", Worker.class)
                .run(context -> assertThatExceptionOfType(RejectedExecutionException.class)
                        .isThrownBy(() -> context.getBean(Worker.class).future()));
    }

    @Test
    void aBeanMayCallItselfThroughItsProxyAndRunsAnewForEachCall() {
        TaskyContext.runner().withBean("caller", Recursive.class).run(context -> {
            context.getBean(Recursive.class).countDown(2, Thread.currentThread().getName());
            assertThat(log.next()).isEqualTo("2");
            assertThat(log.next()).isEqualTo("1");
            assertThat(log.next()).isEqualTo("0");
            assertThat(context.getBean(TaskSupervisor.class)
                            .task("caller.countDown")
                            .snapshot()
                            .counts()
                            .failed())
                    .isZero();
        });
    }

    static class Recursive {

        @Autowired
        @Lazy
        @Nullable
        Recursive self;

        @BackgroundTask
        void countDown(int number, String caller) {
            log.add(String.valueOf(number));
            if (number > 0 && self != null) {
                self.countDown(number - 1, Thread.currentThread().getName());
            }
        }
    }

    @Test
    void callsThroughAnInterfaceOfAnInterfaceProxyAreSubmitted() {
        TaskyContext.runner()
                .withPropertyValues("spring.aop.proxy-target-class=false")
                .withBean("service", ServiceBean.class)
                .run(context -> {
                    context.getBean(Service.class).work();
                    assertThat(log.next()).startsWith("service on tasky-default-");
                });
    }

    interface Service {
        void work();
    }

    static class ServiceBean implements Service {
        @Override
        @BackgroundTask
        public void work() {
            log.add("service on " + Thread.currentThread().getName());
        }
    }

    @Test
    void twoBeansOfOneClassHaveTasksOfTheirOwn() {
        TaskyContext.runner()
                .withBean("one", ServiceBean.class)
                .withBean("two", ServiceBean.class)
                .run(context -> {
                    context.getBean("two", ServiceBean.class).work();
                    assertThat(log.next()).startsWith("service on");
                    TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
                    assertThat(supervisor.history("one.work")).isEmpty();
                    assertThat(supervisor.task("two.work").snapshot().name()).isEqualTo("two.work");
                });
    }

    @Test
    void aPayloadThatIsNoCallIsRefused() {
        run(context -> assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> context.getBean(TaskSupervisor.class)
                        .call("worker.greet", null)
                        .get(20, TimeUnit.SECONDS))
                .havingCause()
                .withMessage("Background task 'worker.greet' cannot be called with no arguments."
                        + " Call the bean's method instead."));
    }

    private static void run(ContextConsumer<AssertableApplicationContext> test) {
        TaskyContext.runner().withBean("worker", Worker.class).run(test);
    }

    static class Worker {

        @BackgroundTask
        void waitFor(CountDownLatch gate) throws InterruptedException {
            gate.await();
            log.add("passed on " + Thread.currentThread().getName());
        }

        @BackgroundTask
        TaskRun<String> greet(String name, @Nullable TaskContext context) {
            return TaskRun.of((context == null ? "nobody" : context.task()) + " says hello to " + name);
        }

        @BackgroundTask
        Future<String> future() {
            return CompletableFuture.completedFuture("done");
        }

        @BackgroundTask
        CompletableFuture<String> completable() {
            return CompletableFuture.supplyAsync(() -> "done later");
        }

        @BackgroundTask
        CompletableFuture<Void> blocked(CountDownLatch gate) throws InterruptedException {
            log.add("started");
            gate.await();
            return CompletableFuture.completedFuture(null);
        }

        @BackgroundTask
        TaskRun<String> failing() {
            throw new IllegalStateException("no");
        }

        @BackgroundTask
        CompletableFuture<String> failingLater() {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("later"));
        }
    }
}
