package io.tasky.spring;

import io.tasky.task.TaskRun;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;

/** What the callers of a background task get. Immutable. */
@FunctionalInterface
interface CallAnswer {

    /** The way to answer the callers of a method, or null if there is none. */
    static @Nullable CallAnswer of(Method method) {
        Class<?> type = SuspendingMethods.resultType(method);
        if (SuspendingMethods.isSuspending(method)) {
            return type == void.class ? run -> SuspendingMethods.nothing() : null;
        }
        if (type == void.class) {
            return run -> null;
        }
        if (type == TaskRun.class || type == Future.class || type == CompletionStage.class) {
            return run -> run;
        }
        if (type == CompletableFuture.class) {
            return CallAnswer::future;
        }
        ReactiveAdapter adapter = ReactiveResults.adapterOfResult(type);
        return adapter == null ? null : run -> ReactiveResults.of(adapter, run);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It is what the callers get.
    private static Object future(TaskRun<?> run) {
        return run.toCompletableFuture();
    }

    @Nullable
    Object from(TaskRun<@Nullable Object> run);
}
