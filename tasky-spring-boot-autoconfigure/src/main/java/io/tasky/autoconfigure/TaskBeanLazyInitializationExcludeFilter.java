package io.tasky.autoconfigure;

import io.tasky.spring.TaskMethodFinder;
import io.tasky.task.TaskDefinition;
import java.util.Collection;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/**
 * Keeps {@code spring.main.lazy-initialization} from holding back Tasky and the beans whose tasks it runs. Thread-safe.
 */
final class TaskBeanLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

    private final TaskMethodFinder finder;

    TaskBeanLazyInitializationExcludeFilter(TaskMethodFinder finder) {
        this.finder = finder;
    }

    @Override
    public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
        return finder.declaresTasks(beanType) || definesTasks(beanDefinition, beanType);
    }

    private static boolean definesTasks(BeanDefinition beanDefinition, Class<?> beanType) {
        if (beanType == TaskDefinition.class) {
            return true;
        }
        return Collection.class.isAssignableFrom(beanType)
                && beanDefinition.getResolvableType().asCollection().resolveGeneric() == TaskDefinition.class;
    }
}
