package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InterceptorTests {

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    private static Rig rig(TaskInterceptor... interceptors) {
        return new Rig(builder -> builder.interceptors(() -> List.of(interceptors))).started();
    }

    private TaskInterceptor named(String name) {
        return (context, facts, attempt) -> {
            log.add(name + " before " + facts.task() + " " + context.attempt());
            Object result = attempt.proceed();
            log.add(name + " after " + result);
            return result + " by " + name;
        };
    }

    @Test
    void firstInterceptorIsOutermostAndResultsPassThroughAll() throws Exception {
        try (Rig rig = rig(named("one"), named("two"))) {
            TaskRun<String> run = rig.supervisor.submit(() -> "result", RunOptions.DEFAULTS.withName("mail"));
            assertThat(run.get()).isEqualTo("result by two by one");
            assertThat(log)
                    .containsExactly(
                            "one before dynamic 1",
                            "two before dynamic 1",
                            "two after result",
                            "one after result by two");
        }
    }

    @Test
    void everyAttemptIsInterceptedOnItsThreadWithItsContext() throws Exception {
        try (Rig rig = rig((context, facts, attempt) -> {
            log.add(Thread.currentThread().getName() + " " + (TaskContext.current() == context) + " "
                    + context.attempt());
            return attempt.proceed();
        })) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        if (TaskContext.current().attempt() == 1) {
                            throw new IOException("again");
                        }
                        return null;
                    },
                    (attempt, failure) -> Duration.ofSeconds(1)));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(log).hasSize(2).allSatisfy(entry -> assertThat(entry).startsWith("tasky-default-"));
            assertThat(log).anyMatch(entry -> entry.endsWith("true 1")).anyMatch(entry -> entry.endsWith("true 2"));
        }
    }

    @Test
    void exceptionOfAnInterceptorIsTheAttempts() {
        IOException failure = new IOException("not allowed");
        try (Rig rig = rig((context, facts, attempt) -> {
            throw failure;
        })) {
            TaskRun<String> run = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            assertThatThrownBy(run::get).isInstanceOf(ExecutionException.class).hasCause(failure);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void interceptorMayReplaceOrRepeatTheCode() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Rig rig = rig(new TaskInterceptor() {
            @Override
            public @Nullable Object intercept(TaskContext context, TaskFacts facts, Attempt attempt) throws Throwable {
                if (context.task().equals("replaced")) {
                    return "instead";
                }
                attempt.proceed();
                return attempt.proceed();
            }
        })) {
            RunOptions replaced = RunOptions.DEFAULTS.withName("replaced");
            assertThat(rig.supervisor.submit(() -> "never", replaced).get()).isEqualTo("instead");
            assertThat(rig.supervisor
                            .submit(calls::incrementAndGet, RunOptions.DEFAULTS)
                            .get())
                    .isEqualTo(2);
        }
    }

    @Test
    void interceptorsAreAskedForOnceAndNotBeforeTheFirstAttempt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Rig rig = new Rig(builder -> builder.interceptors(() -> {
                    asked.incrementAndGet();
                    return List.of();
                }))
                .started()) {
            assertThat(asked).hasValue(0);
            rig.supervisor.submit(() -> "one", RunOptions.DEFAULTS).get();
            rig.supervisor.submit(() -> "two", RunOptions.DEFAULTS).get();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void attemptFailsWhereInterceptorsCannotBeFound() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Rig rig = new Rig(builder -> builder.interceptors(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("no such bean");
                    }
                    return List.of();
                }))
                .started()) {
            TaskRun<String> first = rig.supervisor.submit(() -> "one", RunOptions.DEFAULTS);
            assertThatThrownBy(first::get).hasRootCauseMessage("no such bean");
            assertThat(rig.supervisor.submit(() -> "two", RunOptions.DEFAULTS).get())
                    .isEqualTo("two");
        }
    }
}
