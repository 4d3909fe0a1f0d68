package io.tasky.spring;

import io.tasky.task.TaskBody;
import io.tasky.task.TimerFiring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The code of a timer: calls a bean's method with the key and the event. Thread-safe. */
final class TimerBody implements TaskBody {

    private final BeanMethod method;

    private final TimerParameters parameters;

    TimerBody(BeanMethod method, TimerParameters parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    @Override
    public @Nullable Object call(@Nullable Object payload) throws Throwable {
        return MethodResults.settle(method.invoke(parameters.arguments((TimerFiring) payload)));
    }

    @Override
    public Class<?> timerKeyType() {
        return parameters.keys() == 0 ? Object.class : parameters.keyType();
    }

    @Override
    public List<@Nullable Object> arguments(@Nullable Object payload) {
        return parameters.values((TimerFiring) payload);
    }
}
