package io.tasky.spring;

import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.env.Environment;

/**
 * Turns beans into tasks: first by their declared types, then by their instances where the types hid something.
 * Thread-safe.
 */
final class TaskDiscovery {

    private final ConfigurableListableBeanFactory beans;

    private final TaskMethodFinder finder;

    private final TaskDefinitionFactory factory;

    private final TaskRegistrar registrar;

    /** The class that each bean was last searched by. */
    private final Map<String, Class<?>> searched = new ConcurrentHashMap<>();

    TaskDiscovery(
            ConfigurableListableBeanFactory beans,
            Environment environment,
            TaskOverrides overrides,
            TaskMethodFinder finder,
            TaskRegistrar registrar) {
        this.beans = beans;
        this.finder = finder;
        this.factory = new TaskDefinitionFactory(beans, environment, overrides);
        this.registrar = registrar;
    }

    /**
     * Finds the tasks of a bean that were not found before, and registers them.
     *
     * @param beanName the bean's name
     * @param type its type, or its instance's class
     * @return what was new
     */
    List<DiscoveredTask> discover(String beanName, Class<?> type) {
        Collection<TaskMethod> methods = finder.find(type);
        Class<?> before = methods.isEmpty() ? null : searched.put(beanName, type);
        if (methods.isEmpty() || type == before) {
            return List.of();
        }
        Set<Object> known = registrar.tasksOf(beanName).stream()
                .map(task -> specific(task, type))
                .collect(Collectors.toSet());
        List<DiscoveredTask> found = methods.stream()
                .filter(method -> !known.contains(method.method()))
                .map(method -> create(beanName, method))
                .toList();
        found.forEach(registrar::add);
        return found;
    }

    /**
     * Registers the tasks that a bean is: a definition, or a collection of definitions.
     *
     * @param beanName the bean's name
     * @param bean the bean
     * @return whether it is one of the two
     */
    boolean define(String beanName, Object bean) {
        if (bean instanceof TaskDefinition definition) {
            registrar.add(new DefinedTask(beanName, factory.configure(definition)));
            return true;
        }
        boolean several = bean instanceof Collection<?> all
                && !all.isEmpty()
                && all.stream().allMatch(TaskDefinition.class::isInstance);
        if (several) {
            ((Collection<?>) bean).forEach(one -> define(beanName, one));
        }
        return several;
    }

    /**
     * The background tasks of a bean.
     *
     * @param beanName the bean's name
     * @param type its instance's class
     * @return what its advice needs to know of them
     */
    List<BackgroundMethod> backgroundMethods(String beanName, Class<?> type) {
        return registrar.tasksOf(beanName).stream()
                .filter(task -> task.definition().kind() == TaskKind.BACKGROUND)
                .map(task -> BackgroundMethod.of(task.definition(), specific(task, type)))
                .toList();
    }

    private static Method specific(DiscoveredTask task, Class<?> type) {
        return BridgeMethodResolver.getMostSpecificMethod(task.method().method(), type);
    }

    private DiscoveredTask create(String beanName, TaskMethod method) {
        TaskMethodChecks.checkScope(method, beanName, scope(beanName));
        return new DiscoveredTask(beanName, method, factory.create(beanName, method));
    }

    private String scope(String beanName) {
        String target = ScopedProxyUtils.getTargetBeanName(beanName);
        String declared = beans.containsBeanDefinition(target) ? target : beanName;
        if (!beans.containsBeanDefinition(declared)) {
            return BeanDefinition.SCOPE_SINGLETON;
        }
        String scope = beans.getMergedBeanDefinition(declared).getScope();
        return scope == null || scope.isEmpty() ? BeanDefinition.SCOPE_SINGLETON : scope;
    }
}
