package io.tasky.spring;

import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;

/**
 * What the advice needs to know of a background task's method. Immutable.
 *
 * @param task the task's name
 * @param method the method
 * @param callableDirectly whether a run may call it without an intercepted call
 * @param submit when calls inside a transaction are submitted
 * @param returns what its callers get
 */
record BackgroundMethod(String task, Method method, boolean callableDirectly, SubmitPolicy submit, Returns returns) {

    static BackgroundMethod of(TaskDefinition task, Method method) {
        Returns returns = Returns.of(method);
        if (returns == null) {
            throw new IllegalArgumentException(method.toString());
        }
        return new BackgroundMethod(
                task.name(),
                method,
                new TaskParameters(method).onlyContexts(),
                task.get(TaskAttribute.SUBMIT, SubmitPolicy.AFTER_COMMIT),
                returns);
    }

    /** What the callers of a background task get. Immutable. */
    @FunctionalInterface
    interface Returns {

        /** The way to answer the callers of a method, or null if there is none. */
        static @Nullable Returns of(Method method) {
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
                return Returns::future;
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
}
