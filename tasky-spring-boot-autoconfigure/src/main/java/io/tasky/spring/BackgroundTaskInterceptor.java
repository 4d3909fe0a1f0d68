package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskRun;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Turns calls of one bean's background tasks into runs. Thread-safe. */
final class BackgroundTaskInterceptor implements MethodInterceptor {

    private final Map<Method, BackgroundMethod> methods;

    /** A call may name a method by its interface: remembers which task that is. */
    private final Map<Method, BackgroundMethod> called = new ConcurrentHashMap<>();

    private final Supplier<TaskSupervisor> supervisor;

    BackgroundTaskInterceptor(List<BackgroundMethod> methods, Supplier<TaskSupervisor> supervisor) {
        this.methods =
                methods.stream().collect(Collectors.toUnmodifiableMap(BackgroundMethod::method, method -> method));
        this.supervisor = supervisor;
    }

    boolean advises(Method method, Class<?> targetClass) {
        return methods.containsKey(AopUtils.getMostSpecificMethod(method, targetClass));
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        BackgroundMethod method = called.get(invocation.getMethod());
        if (method == null) {
            method = resolve(invocation);
        }
        if (method.callableDirectly() && DirectCall.passes(method.task())) {
            return invocation.proceed();
        }
        return method.returns().from(submit(method, invocation));
    }

    private TaskRun<@Nullable Object> submit(BackgroundMethod method, MethodInvocation invocation) {
        TaskSupervisor receiver = supervisor.get();
        return method.submit() == SubmitPolicy.AFTER_COMMIT && AfterCommit.isInTransaction()
                ? AfterCommit.submit(receiver, method.task(), invocation)
                : receiver.call(method.task(), invocation);
    }

    private BackgroundMethod resolve(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Class<?> targetClass =
                target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        BackgroundMethod method = methods.get(AopUtils.getMostSpecificMethod(invocation.getMethod(), targetClass));
        if (method == null) {
            throw new IllegalStateException(invocation.getMethod() + " is advised, but is no background task.");
        }
        called.put(invocation.getMethod(), method);
        return method;
    }
}
