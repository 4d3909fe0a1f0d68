package io.tasky.autoconfigure;

import io.tasky.spring.TaskMethodFinder;
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
        return finder.declaresTasks(beanType);
    }
}
