package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskContext;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Flux;

/** What stops the start-up because of a method: each text names the method, the trouble and the remedy. */
class MethodErrorTests {

    private static final String HERE = MethodErrorTests.class.getName() + "$";

    @Test
    void twoKindsOnOneMethodAreRefused() {
        assertRefused(
                TwoKinds.class,
                "Method " + HERE + "TwoKinds.work() carries more than one task annotation:"
                        + " @PeriodicTask and @TimerTask.",
                "Keep one of them, and give the other one a method of its own.");
    }

    static class TwoKinds {
        @PeriodicTask(fixedRate = "1s")
        @TimerTask(delay = "1s")
        void work() {}
    }

    @Test
    void severalValuesAreNoResultOfABackgroundTask() {
        assertRefused(
                WithFlux.class,
                "@BackgroundTask method " + HERE
                        + "WithFlux.work() returns Flux, which its callers cannot get at once.",
                "Return void, TaskRun, Future, CompletableFuture or Mono; end the method with"
                        + " 'return TaskRun.of(value)'.");
    }

    static class WithFlux {
        @BackgroundTask
        Flux<String> work() {
            return Flux.empty();
        }
    }

    @Test
    void suspendingFunctionWithAResultIsNoBackgroundTask() {
        assertRefused(
                SuspendingGreeting.class,
                "@BackgroundTask method " + SuspendingGreeting.class.getName()
                        + ".greet(String) returns String, which its callers cannot get at once.",
                "Let the suspending function return nothing, or return a TaskRun from one that is not.");
    }

    @Test
    void asyncBesideATaskIsRefused() {
        assertRefused(
                WithAsync.class,
                "Method " + HERE + "WithAsync.work() carries @BackgroundTask and @Async,"
                        + " which cannot work on the same method.",
                "Keep one of them, and give the other one a method of its own.");
    }

    static class WithAsync {
        @BackgroundTask
        @Async
        void work() {}
    }

    @Test
    void asyncOnTheClassOfATaskIsRefused() {
        assertRefused(
                AsyncClass.class,
                "Method " + HERE + "AsyncClass.work() carries @PeriodicTask, and its class carries @Async,"
                        + " which would take it off its run's thread.",
                "Remove @Async from the class, or put it on those methods only that are no tasks.");
    }

    @Async
    static class AsyncClass {
        @PeriodicTask(fixedRate = "1s")
        void work() {}
    }

    @Test
    void scheduledBesideATaskIsRefused() {
        assertRefused(
                WithScheduled.class,
                "Method " + HERE + "WithScheduled.work() carries @PeriodicTask and @Scheduled,"
                        + " which cannot work on the same method.",
                "Keep one of them, and give the other one a method of its own.");
    }

    static class WithScheduled {
        @PeriodicTask(fixedRate = "1s")
        @Scheduled(fixedRate = 1000)
        void work() {}
    }

    @Test
    void eventListenerBesideATaskIsRefused() {
        assertRefused(
                WithListener.class,
                "Method " + HERE + "WithListener.work(ContextRefreshedEvent) carries @QueueWorker and @EventListener,"
                        + " which cannot work on the same method.",
                "Keep one of them, and give the other one a method of its own.");
    }

    static class WithListener {
        @QueueWorker
        @EventListener
        void work(ContextRefreshedEvent event) {}
    }

    @Test
    void periodicMethodWithParametersIsRefused() {
        assertRefused(
                PeriodicWithParameter.class,
                "@PeriodicTask method " + HERE + "PeriodicWithParameter.work(TaskContext, String) has parameters that"
                        + " nobody fills: it may take a TaskContext only.",
                "Remove the other parameters.");
    }

    static class PeriodicWithParameter {
        @PeriodicTask(fixedRate = "1s")
        void work(TaskContext context, String name) {}
    }

    @Test
    void timerMethodWithParametersIsRefused() {
        assertRefused(
                TimerWithParameter.class,
                "@TimerTask method " + HERE + "TimerWithParameter.work(int) has a parameter of type int that nobody"
                        + " fills: it may take a TaskContext, its key (@TimerKey) and the event of resetOn.",
                "Remove the parameter, mark it with @TimerKey, or name its type in resetOn.");
    }

    static class TimerWithParameter {
        @TimerTask(delay = "1s")
        void work(int number) {}
    }

    @Test
    void queueWorkerWithoutItemIsRefused() {
        assertRefused(
                WorkerWithoutItem.class,
                "@QueueWorker method " + HERE + "WorkerWithoutItem.work(TaskContext) must take exactly one item beside"
                        + " a TaskContext, but takes 0.",
                "Let it take the item of the queue as its one parameter; combine several values in a record.");
    }

    static class WorkerWithoutItem {
        @QueueWorker
        void work(TaskContext context) {}
    }

    @Test
    void queueWorkerWithTwoItemsIsRefused() {
        assertRefused(
                WorkerWithTwoItems.class,
                "@QueueWorker method " + HERE + "WorkerWithTwoItems.work(String, int) must take exactly one item beside"
                        + " a TaskContext, but takes 2.",
                "Let it take the item of the queue as its one parameter; combine several values in a record.");
    }

    static class WorkerWithTwoItems {
        @QueueWorker
        void work(String one, int two) {}
    }

    @Test
    void privateBackgroundTaskIsRefused() {
        assertRefused(
                PrivateBackground.class,
                "@BackgroundTask method " + HERE + "PrivateBackground.work() is private,"
                        + " so that no call of it can be turned into a run.",
                "Make it at least package-private, and call it from another bean.");
    }

    static class PrivateBackground {
        @SuppressWarnings("UnusedMethod") // Found by its annotation.
        @BackgroundTask
        private void work() {}
    }

    @Test
    void staticBackgroundTaskIsRefused() {
        assertRefused(
                StaticBackground.class,
                "@BackgroundTask method " + HERE + "StaticBackground.work() is static,"
                        + " so that no call of it can be turned into a run.",
                "Make it an instance method, and call it on the bean.");
    }

    static class StaticBackground {
        @BackgroundTask
        static void work() {}
    }

    @Test
    void backgroundTaskThatReturnsAnythingElseIsRefused() {
        assertRefused(
                BackgroundResult.class,
                "@BackgroundTask method " + HERE + "BackgroundResult.work() returns String,"
                        + " which its callers cannot get at once.",
                "Return void, TaskRun, Future, CompletableFuture or Mono; end the method with"
                        + " 'return TaskRun.of(value)'.");
    }

    static class BackgroundResult {
        @BackgroundTask
        String work() {
            return "";
        }
    }

    @Test
    void startupTaskWithParametersIsRefused() {
        assertRefused(
                StartupWithParameter.class,
                "@BackgroundTask method " + HERE + "StartupWithParameter.work(String) is submitted on start-up"
                        + " (onStartup = true), when nobody gives it arguments.",
                "Let it take nothing but a TaskContext, or remove onStartup and call it.");
    }

    static class StartupWithParameter {
        @BackgroundTask(onStartup = true)
        void work(String name) {}
    }

    @Test
    void shutdownTaskWithParametersIsRefused() {
        assertRefused(
                ShutdownWithParameter.class,
                "@BackgroundTask method " + HERE + "ShutdownWithParameter.work(String) is submitted on shutdown"
                        + " (onShutdown = true), when nobody gives it arguments.",
                "Let it take nothing but a TaskContext, or remove onShutdown and call it.");
    }

    static class ShutdownWithParameter {
        @BackgroundTask(onShutdown = true)
        void work(String name) {}
    }

    private static void assertRefused(Class<?> bean, String problem, String remedy) {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", bean));
        assertThat(failure).hasMessage(problem);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }
}
