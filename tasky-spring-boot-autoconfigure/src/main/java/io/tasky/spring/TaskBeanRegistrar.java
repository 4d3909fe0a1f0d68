package io.tasky.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
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

    private static final Logger logger = LoggerFactory.getLogger(TaskBeanRegistrar.class);

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
            Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : type(beanFactory, beanName);
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

    private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String beanName) {
        String target = ScopedProxyUtils.getTargetBeanName(beanName);
        try {
            return beanFactory.getType(beanFactory.containsBeanDefinition(target) ? target : beanName, false);
        } catch (BeansException | LinkageError ex) {
            logger.debug("The type of bean '{}' is unknown before it is created.", beanName, ex);
            return null;
        }
    }
}
