package io.tasky.spring;

import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

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
        Returns returns = Returns.of(method.getReturnType());
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

    /** What the callers of a background task get. */
    enum Returns {
        NOTHING,
        RUN,
        COMPLETABLE_FUTURE;

        static @Nullable Returns of(Class<?> type) {
            if (type == void.class) {
                return NOTHING;
            }
            if (type == TaskRun.class || type == Future.class) {
                return RUN;
            }
            return type == CompletableFuture.class ? COMPLETABLE_FUTURE : null;
        }

        @Nullable
        Object from(TaskRun<@Nullable Object> run) {
            return switch (this) {
                case NOTHING -> null;
                case RUN -> run;
                case COMPLETABLE_FUTURE -> run.toCompletableFuture();
            };
        }
    }
}
