package io.tasky.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * Finds tasks by the types of bean definitions, before any bean is created, and declares beans for their queues, timers
 * and controls, so that beans created before the task's own can have them injected. Used once, on one thread.
 */
final class TaskBeanRegistrar implements BeanFactoryPostProcessor, Ordered {

    private final TaskDiscovery discovery;

    private final QueueTypes queues;

    TaskBeanRegistrar(TaskDiscovery discovery, QueueTypes queues) {
        this.discovery = discovery;
        this.queues = queues;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) throws BeansException {
        HandleDefinitions handles = beanFactory instanceof BeanDefinitionRegistry registry
                ? HandleDefinitions.of(beanFactory, registry)
                : null;
        for (String beanName : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = BeanTypes.of(beanName, beanFactory);
            if (type != null) {
                declare(discovery.discover(beanName, type), handles);
            }
        }
        if (handles != null) {
            queues.types()
                    .forEach((queue, item) -> handles.declareQueue(
                            queue, ResolvableType.forClass(item), "tasky.queues." + queue + ".type"));
        }
    }

    private static void declare(List<DiscoveredTask> tasks, @Nullable HandleDefinitions handles) {
        if (handles != null) {
            tasks.forEach(handles::declare);
        }
    }
}
