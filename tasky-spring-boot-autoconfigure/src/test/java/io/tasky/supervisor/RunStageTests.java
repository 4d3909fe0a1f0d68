package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run as a stage: each method of it does what that of a future with the same outcome does. */
@Timeout(30)
class RunStageTests {

    private final Rig rig = Rig.narrow(50).started();

    /** How the work ends. */
    private enum End {
        RESULT,
        FAILURE,
        CANCEL
    }

    @AfterEach
    void close() {
        rig.close();
    }

    static Stream<Method> methods() {
        return Arrays.stream(CompletionStage.class.getMethods())
                .sorted((a, b) -> a.toGenericString().compareTo(b.toGenericString()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void methodOfARunThatHasEndedDoesWhatThatOfAFutureDoes(Method method) throws Exception {
        for (End end : End.values()) {
            CompletableFuture<String> future = new CompletableFuture<>();
            end(future, end);
            assertThat(new Call(method).make(endedRun(end), () -> {}))
                    .as("after %s", end)
                    .isEqualTo(new Call(method).make(future, () -> {}));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void methodOfARunThatEndsLaterDoesWhatThatOfAFutureDoes(Method method) throws Exception {
        for (End end : End.values()) {
            CompletableFuture<String> future = new CompletableFuture<>();
            String expected = new Call(method).make(future, () -> onCompletingThread(() -> end(future, end)));
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> run = rig.supervisor.submit(() -> work(end), RunOptions.DEFAULTS);
            String actual = new Call(method)
                    .make(
                            run,
                            () -> onCompletingThread(() -> {
                                if (end == End.CANCEL) {
                                    run.cancel(false);
                                }
                                blocker.countDown();
                            }));
            assertThat(actual).as("before %s", end).isEqualTo(expected);
            rig.awaitIdle();
        }
    }

    @Test
    void allMethodsAreCalled() {
        assertThat(methods()).hasSizeGreaterThanOrEqualTo(43);
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("no route");
    }

    private static String work(End end) {
        if (end == End.FAILURE) {
            throw failure();
        }
        return "value";
    }

    private static void end(CompletableFuture<String> future, End end) {
        switch (end) {
            case RESULT -> future.complete("value");
            case FAILURE -> future.completeExceptionally(failure());
            case CANCEL -> future.cancel(false);
        }
    }

    private TaskRun<String> endedRun(End end) throws Exception {
        CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
        TaskRun<String> run = rig.supervisor.submit(() -> work(end), RunOptions.DEFAULTS);
        if (end == End.CANCEL) {
            run.cancel(false);
        }
        blocker.countDown();
        rig.awaitIdle();
        assertThat(run.isDone()).isTrue();
        return run;
    }

    private static void onCompletingThread(Runnable action) {
        new Thread(action, "completing").start();
    }

    /** One call of a method of a stage, with callbacks that note what they get and where. */
    private static final class Call {

        private final Thread caller = Thread.currentThread();

        private final Method method;

        private final List<String> noted = new ArrayList<>();

        private final AtomicInteger executed = new AtomicInteger();

        Call(Method method) {
            this.method = method;
        }

        /** Calls it, lets the stage end, and answers all that is to be seen of it. */
        String make(CompletionStage<String> stage, Runnable ender) throws Exception {
            Object returned = method.invoke(
                    stage,
                    Arrays.stream(method.getParameterTypes())
                            .map(this::argument)
                            .toArray());
            assertThat(returned).isInstanceOf(CompletionStage.class);
            CompletableFuture<?> result = ((CompletionStage<?>) returned).toCompletableFuture();
            CompletableFuture<String> outcome = new CompletableFuture<>();
            CompletableFuture<?> unused =
                    result.whenComplete((value, failure) -> outcome.complete(text(value, failure)));
            ender.run();
            // Whether an executor is asked where there is nothing to call, each implementation decides.
            String seen = outcome.get() + ", " + (noted().isEmpty() ? "" : noted() + ", executed " + executed);
            // A future has no name to tell.
            return seen.replaceAll(": Run \\S+ of 'dynamic' is CANCELLED", "");
        }

        private synchronized String noted() {
            return String.join("; ", noted);
        }

        private @Nullable Object argument(Class<?> type) {
            if (type == Executor.class) {
                return (Executor) command -> {
                    executed.incrementAndGet();
                    new Thread(command, "given").start();
                };
            } else if (type == CompletionStage.class) {
                return method.getName().contains("Either")
                        ? new CompletableFuture<String>()
                        : CompletableFuture.completedFuture("other");
            }
            return callback(type);
        }

        private Object callback(Class<?> type) {
            if (type == Runnable.class) {
                return (Runnable) () -> note("run");
            } else if (type == Consumer.class) {
                return (Consumer<Object>) value -> note("" + value);
            } else if (type == BiConsumer.class) {
                return (BiConsumer<Object, Object>) (one, two) -> note(one + " and " + two);
            } else if (type == BiFunction.class) {
                return (BiFunction<Object, Object, Object>) (one, two) -> note(one + " and " + two);
            } else if (type == Function.class) {
                boolean composes = method.getName().contains("ompose");
                return (Function<Object, Object>)
                        value -> composes ? CompletableFuture.completedFuture(note("" + value)) : note("" + value);
            }
            throw new IllegalStateException("No argument for a " + type + " of " + method);
        }

        private synchronized String note(String text) {
            noted.add(text + " on " + place(Thread.currentThread()));
            return "made of " + text;
        }

        private String place(Thread thread) {
            if (thread == caller) {
                return "caller";
            } else if (thread.getName().equals("completing") || thread.getName().startsWith("tasky-")) {
                return "completing";
            }
            return thread.getName().equals("given") ? "given" : "default executor";
        }

        private static String text(@Nullable Object value, @Nullable Throwable failure) {
            return failure == null ? "" + value : failure + " of " + failure.getCause();
        }
    }
}
