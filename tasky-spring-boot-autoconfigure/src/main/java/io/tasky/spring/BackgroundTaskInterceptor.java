package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskRun;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Turns calls of one bean's background tasks into runs. Thread-safe. */
final class BackgroundTaskInterceptor implements MethodInterceptor {

    private final BackgroundMethods methods;

    private final Supplier<TaskSupervisor> supervisor;

    BackgroundTaskInterceptor(List<BackgroundMethod> methods, Supplier<TaskSupervisor> supervisor) {
        this.methods = new BackgroundMethods(methods);
        this.supervisor = supervisor;
    }

    boolean advises(Method method, Class<?> targetClass) {
        return methods.contains(method, targetClass);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        BackgroundMethod method = methods.of(invocation);
        if (method.callableDirectly() && DirectCall.passes(method.task())) {
            return invocation.proceed();
        }
        return method.answer().from(submit(method, invocation));
    }

    private TaskRun<@Nullable Object> submit(BackgroundMethod method, MethodInvocation invocation) {
        TaskSupervisor receiver = supervisor.get();
        return method.submit() == SubmitPolicy.AFTER_COMMIT && AfterCommit.isInTransaction()
                ? AfterCommit.submit(receiver, method.task(), invocation)
                : receiver.call(method.task(), invocation);
    }
}
