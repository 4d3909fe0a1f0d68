package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.TimerTask;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A method whose work goes on after it has returned keeps its slot, and no thread. */
@Timeout(60)
class UnfinishedResultTests {

    private final TimedContext timed = new TimedContext();

    private final ApplicationContextRunner runner = timed.runner()
            .withPropertyValues(
                    "tasky.pools.default.size=1",
                    "tasky.pools.default.reserve-normal=0",
                    "tasky.pools.default.reserve-high=0");

    static class Worker {

        private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

        private final Sinks.One<String> one = Sinks.one();

        private final Sinks.Many<String> many = Sinks.many().unicast().onBackpressureBuffer();

        /** The thread that called a method. */
        Thread calledOn() throws InterruptedException {
            return threads.take();
        }

        void emit(String value) {
            one.tryEmitValue(value).orThrow();
        }

        int subscribers() {
            return one.currentSubscriberCount();
        }

        void emitNext(String value) {
            many.tryEmitNext(value).orThrow();
        }

        void complete() {
            many.tryEmitComplete().orThrow();
        }

        @BackgroundTask
        Mono<String> load() {
            threads.add(Thread.currentThread());
            return one.asMono();
        }

        @TimerTask(delay = "10s", autoStart = false)
        Flux<String> stream() {
            threads.add(Thread.currentThread());
            return many.asFlux();
        }
    }

    private static TaskPool pool(ApplicationContext context) {
        return TimedContext.supervisor(context).pool(PoolConfig.DEFAULT_POOL);
    }

    /** The only run that goes on. */
    private static TaskRun<?> onlyRun(ApplicationContext context) {
        String id = TimedContext.supervisor(context).runs(0, 9).items().get(0).id();
        return TimedContext.supervisor(context).run(id).orElseThrow();
    }

    /** Returns when the thread executes no run any more: never, if it waited for the rest of the work. */
    private static void awaitFreed(Thread thread) {
        Spin.until(() -> Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getClassName().startsWith("io.tasky.supervisor.")
                        || frame.getClassName().startsWith("io.tasky.spring.")));
    }

    /** Checks that the run goes on without its thread, and answers work that waits for its slot. */
    private static TaskRun<String> workBehind(ApplicationContext context, TaskRun<?> run, Thread thread) {
        TaskRun<String> next = TimedContext.supervisor(context).submit(() -> "next", RunOptions.DEFAULTS);
        awaitFreed(thread);
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(pool(context).snapshot().taken()).isOne();
        assertThat(next.status()).isEqualTo(RunStatus.WAITING);
        return next;
    }

    private static void assertOver(ApplicationContext context, TaskRun<?> run, TaskRun<String> next) throws Exception {
        assertThat(next.get()).isEqualTo("next");
        TimedContext.awaitIdle(context);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(pool(context).snapshot().taken()).isZero();
    }

    @Test
    void monoKeepsTheSlotAndFreesTheThreadUntilItCompletes() {
        runner.withBean("worker", Worker.class).run(context -> {
            Worker worker = context.getBean(Worker.class);
            Mono<String> loaded = worker.load();
            Thread thread = worker.calledOn();
            TaskRun<?> run = onlyRun(context);
            TaskRun<String> next = workBehind(context, run, thread);

            worker.emit("loaded");

            assertOver(context, run, next);
            assertThat(loaded.block()).isEqualTo("loaded");
        });
    }

    @Test
    void cancelFreesTheSlotOnceAndEndsTheSubscription() {
        runner.withBean("worker", Worker.class).run(context -> {
            Worker worker = context.getBean(Worker.class);
            assertThat(worker.load()).isNotNull();
            Thread thread = worker.calledOn();
            TaskRun<?> run = onlyRun(context);
            TaskRun<String> next = workBehind(context, run, thread);

            run.cancel(true);

            assertThat(next.get()).isEqualTo("next");
            worker.emit("too late");
            TimedContext.awaitIdle(context);
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(worker.subscribers()).isZero();
            assertThat(pool(context).snapshot().taken()).isZero();
        });
    }

    @Test
    void fluxKeepsTheSlotAndFreesTheThreadUntilItsLastElement() {
        runner.withBean("worker", Worker.class).run(context -> {
            Worker worker = context.getBean(Worker.class);
            TimedContext.supervisor(context).timer("worker.stream").reset();
            timed.time.advance(Duration.ofSeconds(10));
            Thread thread = worker.calledOn();
            TaskRun<?> run = onlyRun(context);
            TaskRun<String> next = workBehind(context, run, thread);

            worker.emitNext("first");
            worker.emitNext("second");
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(next.status()).isEqualTo(RunStatus.WAITING);
            worker.complete();

            assertOver(context, run, next);
        });
    }

    @Test
    void suspendedFunctionKeepsTheSlotAndFreesTheThreadUntilItIsResumed() {
        runner.withBean("work", SuspendingWork.class).run(context -> {
            TimedContext.awaitIdle(context);
            SuspendingWork work = context.getBean(SuspendingWork.class);
            work.getSeen().clear();
            work.sendFromCoroutine(work, "anna");
            Spin.until(() -> !work.getSeen().isEmpty());
            String name = work.getSeen().get(0).replaceFirst(".* on ", "").replaceFirst(" @.*", "");
            TaskRun<?> run = onlyRun(context);
            TaskRun<String> next = workBehind(context, run, thread(name));

            work.getGate().complete("hello");

            assertThat(next.get()).isEqualTo("next");
            timed.advance(context, Duration.ZERO);
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.attempt()).isEqualTo(2);
            assertThat(pool(context).snapshot().taken()).isZero();
        });
    }

    /** While it runs a coroutine, Kotlin's debug mode (assertions are on in tests) appends that one's name to its own. */
    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().equals(name) || thread.getName().startsWith(name + " @"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No thread is named '" + name + "'"));
    }
}
