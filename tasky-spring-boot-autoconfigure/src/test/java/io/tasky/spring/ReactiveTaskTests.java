package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.context.ContextRegistry;
import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.TimerTask;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tasks whose methods return before their work is done. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ReactiveTaskTests {

    private final TimedContext timed = new TimedContext();

    private final ApplicationContextRunner runner = timed.runner().withBean("worker", Worker.class);

    static class Worker {

        private final Sinks.One<String> sink = Sinks.one();

        private final AtomicReference<@Nullable String> seen = new AtomicReference<>();

        void emit(String value) {
            sink.tryEmitValue(value).orThrow();
        }

        @Nullable
        String seen() {
            return seen.get();
        }

        @BackgroundTask
        Mono<String> load(@Nullable TaskContext context) {
            return sink.asMono().map(value -> value + " by " + (context == null ? null : context.task()));
        }

        @BackgroundTask
        Mono<String> fail() {
            return Mono.error(new IllegalStateException("no"));
        }

        @BackgroundTask
        CompletionStage<String> stage() {
            return CompletableFuture.completedStage("done");
        }

        @PeriodicTask(initialDelay = "1h", fixedRate = "1h")
        Mono<Boolean> poll() {
            return Mono.fromSupplier(() -> false);
        }

        @TimerTask(delay = "10s", autoStart = false)
        Mono<Void> fire() {
            return Mono.fromRunnable(() -> seen.set("fired"));
        }
    }

    private static RunSnapshot last(ApplicationContext context, String task) {
        return Objects.requireNonNull(
                TimedContext.supervisor(context).task(task).snapshot().lastRun());
    }

    @Test
    void monoOfACallIsSubmittedByTheCallAndGivesTheResultOfTheRun() {
        runner.run(context -> {
            Worker worker = context.getBean(Worker.class);
            Mono<String> loaded = worker.load(null);
            worker.emit("loaded");
            TimedContext.awaitIdle(context);
            assertThat(last(context, "worker.load").status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(loaded.block()).isEqualTo("loaded by worker.load");
            assertThat(loaded.block()).isEqualTo("loaded by worker.load");
            assertThat(TimedContext.counts(context, "worker.load").succeeded()).isOne();
        });
    }

    @Test
    void cancellingTheSubscriptionDoesNotCancelTheRun() {
        runner.run(context -> {
            Worker worker = context.getBean(Worker.class);
            Mono<String> loaded = worker.load(null);
            Disposable subscription = loaded.subscribe();
            subscription.dispose();
            worker.emit("loaded");
            assertThat(loaded.block()).isEqualTo("loaded by worker.load");
        });
    }

    @Test
    void failureReachesTheSubscriber() {
        runner.run(context -> assertThat(context.getBean(Worker.class)
                        .fail()
                        .onErrorResume(failure -> Mono.just(failure.toString()))
                        .block())
                .isEqualTo("java.lang.IllegalStateException: no"));
    }

    @Test
    void failureReachesWhoBlocksAsItIs() {
        runner.run(context -> {
            Mono<String> failed = context.getBean(Worker.class).fail();
            assertThatThrownBy(failed::block)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("no");
            assertThatThrownBy(() -> failed.blockOptional(Duration.ofDays(1))).hasMessage("no");
        });
    }

    @Test
    void whoBlocksMayWaitLongerThanNanosecondsCanTell() {
        runner.run(context -> {
            Mono<String> loaded = context.getBean(Worker.class).load(null);
            context.getBean(Worker.class).emit("loaded");
            assertThat(loaded.block(ChronoUnit.FOREVER.getDuration())).isEqualTo("loaded by worker.load");
        });
    }

    @Test
    void whoBlocksGivesUpInTimeByTaskysClock() {
        runner.run(context -> {
            Mono<String> loaded = context.getBean(Worker.class).load(null);
            FutureTask<String> blocked = new FutureTask<>(() -> loaded.block(Duration.ofSeconds(10)));
            new Thread(blocked).start();
            timed.time.awaitWaiters(1);
            timed.time.advance(Duration.ofSeconds(10));
            assertThatThrownBy(blocked::get)
                    .hasRootCauseInstanceOf(TimeoutException.class)
                    .cause()
                    .hasMessage("Timeout on blocking read for PT10S");
            context.getBean(Worker.class).emit("loaded");
            assertThat(loaded.block(Duration.ofSeconds(10))).isEqualTo("loaded by worker.load");
        });
    }

    @Test
    void runThatBlocksOnAnotherOneLendsItsSlot() {
        runner.withPropertyValues(
                        "tasky.pools.default.size=1",
                        "tasky.pools.default.reserve-normal=0",
                        "tasky.pools.default.reserve-high=0")
                .run(context -> {
                    Worker worker = context.getBean(Worker.class);
                    worker.emit("loaded");
                    TaskRun<String> parent = TimedContext.supervisor(context)
                            .submit(() -> String.valueOf(worker.load(null).block()), RunOptions.DEFAULTS);
                    assertThat(parent.get()).isEqualTo("loaded by worker.load");
                });
    }

    @Test
    void failureWithoutSubscriberIsLogged(CapturedOutput output) {
        runner.run(context -> {
            assertThat(context.getBean(Worker.class).fail()).isNotNull();
            TimedContext.awaitIdle(context);
            assertThat(output).contains("of task 'worker.fail' failed in attempt 1");
        });
    }

    @Test
    void stageMayBeTheTypeOfTheResult() {
        runner.run(context -> assertThat(context.getBean(Worker.class)
                        .stage()
                        .toCompletableFuture()
                        .get())
                .isEqualTo("done"));
    }

    @Test
    void monosOfTicksAndTimersAreSubscribedTo() {
        runner.run(context -> {
            TimedContext.supervisor(context).timer("worker.fire").reset();
            timed.advance(context, Duration.ofSeconds(10));
            assertThat(context.getBean(Worker.class).seen()).isEqualTo("fired");
        });
    }

    @Test
    void periodicTaskEndsWhenItsMonoGivesFalse() {
        runner.run(context -> {
            timed.advance(context, Duration.ofHours(1));
            timed.advance(context, Duration.ofHours(1));
            assertThat(TimedContext.counts(context, "worker.poll").succeeded()).isOne();
        });
    }

    @Test
    void whatTheRunCarriesIsInReactorsContext() {
        timed.runner().withBean("reading", Reading.class).run(context -> {
            ContextRegistry.getInstance().registerThreadLocalAccessor("reader", Reading.READER);
            try {
                Reading.READER.set("anna");
                Mono<String> read = context.getBean(Reading.class).read();
                Reading.READER.remove();
                assertThat(read.block()).isEqualTo("anna");
            } finally {
                ContextRegistry.getInstance().removeThreadLocalAccessor("reader");
            }
        });
    }

    static class Reading {

        static final ThreadLocal<@Nullable String> READER = new ThreadLocal<>();

        @BackgroundTask
        Mono<String> read() {
            return Mono.deferContextual(context -> Mono.just(String.valueOf(context.getOrDefault("reader", "nobody"))));
        }
    }
}
