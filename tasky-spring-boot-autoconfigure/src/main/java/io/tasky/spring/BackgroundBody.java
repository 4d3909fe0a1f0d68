package io.tasky.spring;

import io.tasky.task.TaskBody;
import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;

/**
 * The code of a background task. Its payload is the call that was intercepted; without one it calls the method itself,
 * past the advice that would submit it again. Thread-safe.
 */
final class BackgroundBody implements TaskBody {

    private final BeanMethod method;

    private final String task;

    private final TaskParameters parameters;

    private final @Nullable UniqueKey key;

    BackgroundBody(BeanMethod method, String task, TaskParameters parameters, @Nullable UniqueKey key) {
        this.method = method;
        this.task = task;
        this.parameters = parameters;
        this.key = key;
    }

    @Override
    public @Nullable Object call(@Nullable Object payload) throws Throwable {
        if (payload instanceof MethodInvocation invocation) {
            MethodInvocation attempt = fresh(invocation);
            @Nullable Object[] arguments = attempt.getArguments();
            parameters.fillContexts(arguments);
            if (SuspendingMethods.isSuspending(attempt.getMethod())) {
                arguments[arguments.length - 1] = SuspendingMethods.detached();
            }
            return MethodResults.settle(attempt.proceed());
        }
        if (payload != null || !parameters.onlyContexts()) {
            throw new IllegalArgumentException("Background task '" + task + "' cannot be called with "
                    + (payload == null ? "no arguments" : payload.getClass().getName())
                    + ". Call the bean's method instead.");
        }
        return MethodResults.settle(callDirectly());
    }

    /**
     * An invocation goes through the advice behind this once: each attempt gets a copy, with arguments of its own. Where
     * there is no other advice, it may proceed as often as it likes.
     */
    private static MethodInvocation fresh(MethodInvocation invocation) {
        return invocation instanceof ProxyMethodInvocation proxied && !isOnlyAdvice(proxied)
                ? proxied.invocableClone()
                : invocation;
    }

    private static boolean isOnlyAdvice(ProxyMethodInvocation invocation) {
        return invocation.getProxy() instanceof Advised advised && advised.getAdvisorCount() == 1;
    }

    private @Nullable Object callDirectly() throws Throwable {
        DirectCall.expect(task);
        try {
            // A suspending function is called when somebody subscribes, which has to happen here.
            return MethodResults.toStage(method.invoke(parameters.arguments(null)));
        } finally {
            DirectCall.forget();
        }
    }

    @Override
    public List<@Nullable Object> arguments(@Nullable Object payload) {
        return payload instanceof MethodInvocation invocation
                ? parameters.values(invocation.getArguments())
                : List.of();
    }

    @Override
    public boolean needsPayload() {
        return !parameters.onlyContexts();
    }

    @Override
    public boolean hasUniqueKey() {
        return key != null;
    }

    @Override
    public @Nullable Object uniqueKey(@Nullable Object payload) {
        if (key == null) {
            return null;
        }
        return key.of(
                payload instanceof MethodInvocation invocation ? invocation.getArguments() : new @Nullable Object[0]);
    }
}
