package io.tasky.spring;

import io.tasky.task.ItemRules;
import io.tasky.task.TaskBody;
import org.jspecify.annotations.Nullable;

/** The code of a periodic task or a queue worker: calls a bean's method. Thread-safe. */
final class BeanMethodInvoker implements TaskBody {

    private final BeanMethod method;

    private final TaskParameters parameters;

    private final ItemRules rules;

    BeanMethodInvoker(BeanMethod method, TaskParameters parameters, ItemRules rules) {
        this.method = method;
        this.parameters = parameters;
        this.rules = rules;
    }

    @Override
    public @Nullable Object call(@Nullable Object payload) throws Throwable {
        return MethodResults.settle(method.invoke(parameters.arguments(payload)));
    }

    @Override
    public ItemRules itemRules() {
        return rules;
    }
}
