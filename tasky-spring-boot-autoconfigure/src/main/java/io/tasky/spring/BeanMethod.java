package io.tasky.spring;

import io.tasky.task.TaskConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean that is found by its name when it is first needed, so that a lazy bean stays lazy until then;
 * calls go through the bean's proxy where it has one. Thread-safe.
 */
final class BeanMethod {

    private final BeanFactory beans;

    private final String beanName;

    private final TaskMethod method;

    private final boolean suspending;

    private volatile @Nullable Target singleton;

    BeanMethod(BeanFactory beans, String beanName, TaskMethod method) {
        this.beans = beans;
        this.beanName = beanName;
        this.method = method;
        this.suspending = SuspendingMethods.isSuspending(method.method());
    }

    @Nullable
    Object invoke(@Nullable Object[] arguments) throws Throwable {
        Target target = target();
        if (suspending) {
            return SuspendingMethods.invoke(target.method, target.bean, arguments);
        }
        try {
            return target.method.invoke(target.bean, arguments);
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }

    private Target target() {
        Target known = singleton;
        if (known == null) {
            Object bean = beans.getBean(beanName);
            known = new Target(bean, invocable(method, bean));
            if (beans.isSingleton(beanName)) {
                singleton = known;
            }
        }
        return known;
    }

    /**
     * The method to call on a finished bean.
     *
     * @param method the task's method
     * @param bean the bean, or its proxy
     * @return the method, accessible
     * @throws TaskConfigurationException if the proxy does not pass it on
     */
    static Method invocable(TaskMethod method, Object bean) {
        int modifiers = method.method().getModifiers();
        if (AopUtils.isAopProxy(bean) && !Modifier.isStatic(modifiers)) {
            if (Modifier.isPrivate(modifiers)) {
                throw unreachable(
                        method, "is private, and its bean is behind a proxy, which does not pass it on", null);
            }
            if (Modifier.isFinal(modifiers) && AopUtils.isCglibProxy(bean)) {
                throw unreachable(
                        method, "is final, and its bean is behind a proxy, on which it would see empty fields", null);
            }
        }
        try {
            Method invocable = AopUtils.selectInvocableMethod(method.method(), bean.getClass());
            ReflectionUtils.makeAccessible(invocable);
            return invocable;
        } catch (IllegalStateException ex) {
            throw unreachable(
                    method, "is on no interface of its bean, and the bean is behind a proxy of its interfaces", ex);
        }
    }

    private static TaskConfigurationException unreachable(
            TaskMethod method, String problem, @Nullable Exception cause) {
        return new TaskConfigurationException(
                method.annotationName() + " method " + method.signature() + " " + problem + ".",
                cause == null
                        ? "Make it a method that a subclass can override: neither private nor final."
                        : "Declare the method on an interface, or set spring.aop.proxy-target-class=true.",
                cause);
    }

    /** A bean and what to call on it. */
    private record Target(Object bean, Method method) {}
}
