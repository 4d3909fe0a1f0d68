package io.tasky.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.support.AopUtils;

/** The methods of one bean that are background tasks, by whatever name they are called. Thread-safe. */
final class BackgroundMethods {

    private final Map<Method, BackgroundMethod> methods;

    /** A call may name a method by its interface: remembers which task that is. */
    private final Map<Method, BackgroundMethod> called = new ConcurrentHashMap<>();

    BackgroundMethods(List<BackgroundMethod> methods) {
        this.methods =
                methods.stream().collect(Collectors.toUnmodifiableMap(BackgroundMethod::method, method -> method));
    }

    boolean contains(Method method, Class<?> targetClass) {
        return methods.containsKey(AopUtils.getMostSpecificMethod(method, targetClass));
    }

    /** The method that a call is meant for. */
    BackgroundMethod of(MethodInvocation invocation) {
        BackgroundMethod method = called.get(invocation.getMethod());
        return method == null ? resolve(invocation) : method;
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
