package io.tasky.spring;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.util.ClassUtils;

/** Refuses methods and beans that cannot be tasks. Without state, so thread-safe. */
final class TaskMethodChecks {

    /** By name: neither library has to be there. */
    private static final Set<String> PUBLISHERS =
            Set.of("org.reactivestreams.Publisher", "java.util.concurrent.Flow$Publisher");

    private static final Set<String> SHORT_LIVED = Set.of(BeanDefinition.SCOPE_PROTOTYPE, "request", "session");

    private TaskMethodChecks() {}

    /**
     * Checks a method's modifiers, parameters and result.
     *
     * @param method the method
     * @throws TaskConfigurationException if it cannot be a task of its kind
     */
    static void checkMethod(TaskMethod method) {
        Class<?> returned = method.method().getReturnType();
        if (method.kind() != TaskKind.BACKGROUND && isPublisher(returned) && !ReactiveResults.canBeAwaited(returned)) {
            throw new TaskConfigurationException(
                    what(method) + " returns " + returned.getSimpleName() + ", to which nobody would subscribe.",
                    "Add reactor-core to the class path, or wait for the result inside the method.");
        }
        switch (method.kind()) {
            case PERIODIC -> checkTakesContextOnly(method);
            case TIMER -> TimerChecks.checkMethod(method);
            case QUEUE -> checkTakesOneItem(method);
            case BACKGROUND -> checkInterceptable(method);
        }
    }

    /**
     * Checks a bean's scope.
     *
     * @param method a task of the bean
     * @param beanName the bean's name
     * @param scope its scope
     * @throws TaskConfigurationException if such beans have no lasting instance to run tasks on
     */
    static void checkScope(TaskMethod method, String beanName, String scope) {
        if (SHORT_LIVED.contains(scope)) {
            throw new TaskConfigurationException(
                    what(method) + " is on bean '" + beanName + "' of scope '" + scope
                            + "', which has no lasting instance to run it on.",
                    "Move the method to a singleton bean.");
        }
    }

    /**
     * Checks a background task that is submitted without a call.
     *
     * @param method the method
     * @param when when that is
     * @param attribute what says so
     * @throws TaskConfigurationException if it wants arguments
     */
    static void checkRunsAlone(TaskMethod method, String when, TaskAttribute<Boolean> attribute) {
        if (!new TaskParameters(method.method()).onlyContexts()) {
            throw new TaskConfigurationException(
                    what(method) + " is submitted " + when + " (" + attribute
                            + " = true), when nobody gives it arguments.",
                    "Let it take nothing but a TaskContext, or remove " + attribute + " and call it.");
        }
    }

    private static boolean isPublisher(Class<?> type) {
        return PUBLISHERS.contains(type.getName())
                || ClassUtils.getAllInterfacesForClassAsSet(type).stream()
                        .anyMatch(implemented -> PUBLISHERS.contains(implemented.getName()));
    }

    private static void checkTakesContextOnly(TaskMethod method) {
        if (!new TaskParameters(method.method()).onlyContexts()) {
            throw new TaskConfigurationException(
                    what(method) + " has parameters that nobody fills: it may take a TaskContext only.",
                    "Remove the other parameters.");
        }
    }

    private static void checkTakesOneItem(TaskMethod method) {
        int items = new TaskParameters(method.method()).others().length;
        if (items != 1) {
            throw new TaskConfigurationException(
                    what(method) + " must take exactly one item beside a TaskContext, but takes " + items + ".",
                    "Let it take the item of the queue as its one parameter; combine several values in a record.");
        }
    }

    private static void checkInterceptable(TaskMethod method) {
        Method reflected = method.method();
        if (Modifier.isPrivate(reflected.getModifiers())) {
            throw new TaskConfigurationException(
                    what(method) + " is private, so that no call of it can be turned into a run.",
                    "Make it at least package-private, and call it from another bean.");
        }
        if (Modifier.isStatic(reflected.getModifiers())) {
            throw new TaskConfigurationException(
                    what(method) + " is static, so that no call of it can be turned into a run.",
                    "Make it an instance method, and call it on the bean.");
        }
        if (CallAnswer.of(reflected) == null) {
            throw new TaskConfigurationException(
                    what(method) + " returns "
                            + SuspendingMethods.resultType(reflected).getSimpleName()
                            + ", which its callers cannot get at once.",
                    SuspendingMethods.isSuspending(reflected)
                            ? "Let the suspending function return nothing, or return a TaskRun from one that is not."
                            : "Return void, TaskRun, Future, CompletableFuture or Mono; end the method with"
                                    + " 'return TaskRun.of(value)'.");
        }
    }

    private static String what(TaskMethod method) {
        return method.annotationName() + " method " + method.signature();
    }
}
