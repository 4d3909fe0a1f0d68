package io.tasky.spring;

import io.tasky.task.TaskBody;
import org.jspecify.annotations.Nullable;

/** The code of a periodic task or a queue worker: calls a bean's method. Thread-safe. */
final class BeanMethodInvoker implements TaskBody {

    private final BeanMethod method;

    private final TaskParameters parameters;

    BeanMethodInvoker(BeanMethod method, TaskParameters parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    @Override
    public @Nullable Object call(@Nullable Object payload) throws Throwable {
        return MethodResults.settle(method.invoke(parameters.arguments(payload)));
    }
}
