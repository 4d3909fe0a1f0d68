package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What becomes of what a method returned. */
@Timeout(20)
class MethodResultsTests {

    @SuppressWarnings("unchecked") // A test knows what the stage gives.
    private static CompletableFuture<@Nullable Object> stage(Object returned) {
        return (CompletableFuture<@Nullable Object>) Objects.requireNonNull(MethodResults.toStage(returned));
    }

    @Test
    void whatIsNotReactiveStaysWhatItIs() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        FutureTask<String> future = new FutureTask<>(() -> "x");
        assertThat(MethodResults.toStage(null)).isNull();
        assertThat(MethodResults.toStage("text")).isEqualTo("text");
        assertThat(MethodResults.toStage(stage)).isSameAs(stage);
        assertThat(MethodResults.toStage(future)).isSameAs(future);
    }

    @Test
    void monoIsSubscribedToOnceAndGivesItsValue() {
        Sinks.One<String> sink = Sinks.one();
        AtomicReference<@Nullable String> subscriber = new AtomicReference<>();
        CompletableFuture<@Nullable Object> stage = stage(sink.asMono()
                .doOnSubscribe(
                        subscription -> subscriber.set(Thread.currentThread().getName())));
        assertThat(subscriber).hasValue(Thread.currentThread().getName());
        assertThat(stage).isNotDone();
        sink.tryEmitValue("done").orThrow();
        assertThat(stage).isCompletedWithValue("done");
    }

    @Test
    void emptyMonoGivesNull() {
        assertThat(stage(Mono.empty())).isCompletedWithValue(null);
    }

    @Test
    void failedMonoFailsWithItsOwnException() {
        IOException failure = new IOException("no");
        assertThatThrownBy(() -> stage(Mono.error(failure)).get()).hasCause(failure);
    }

    @Test
    void severalValuesEndWithTheLastAndHaveNoResult() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        CompletableFuture<@Nullable Object> stage = stage(sink.asFlux());
        sink.tryEmitNext(1).orThrow();
        sink.tryEmitNext(2).orThrow();
        assertThat(stage).isNotDone();
        sink.tryEmitComplete().orThrow();
        assertThat(stage).isCompletedWithValue(null);
    }

    @Test
    void publishersOfTheJdkAreReactiveToo() {
        Flow.Publisher<Integer> publisher = JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2));
        assertThat(stage(publisher)).isCompletedWithValue(null);
    }

    @Test
    void cancellingTheStageCancelsTheSubscription() {
        AtomicBoolean cancelled = new AtomicBoolean();
        assertThat(stage(Mono.never().doOnCancel(() -> cancelled.set(true))).cancel(true))
                .isTrue();
        assertThat(cancelled).isTrue();
        cancelled.set(false);
        assertThat(stage(Flux.never().doOnCancel(() -> cancelled.set(true))).cancel(true))
                .isTrue();
        assertThat(cancelled).isTrue();
    }

    @Test
    void futureIsWaitedForAndAStageIsNot() throws Throwable {
        FutureTask<String> future = new FutureTask<>(() -> "future");
        future.run();
        assertThat(MethodResults.settle(future)).isEqualTo("future");
        CompletableFuture<String> stage = new CompletableFuture<>();
        assertThat(MethodResults.settle(stage)).isSameAs(stage);
        assertThat(MethodResults.settle(Mono.never())).isInstanceOf(CompletableFuture.class);
    }
}
