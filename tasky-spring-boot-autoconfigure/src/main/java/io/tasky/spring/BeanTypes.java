package io.tasky.spring;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Tells the types of beans that are not created yet. Without state, so thread-safe. */
final class BeanTypes {

    private static final Logger logger = LoggerFactory.getLogger(BeanTypes.class);

    private BeanTypes() {}

    /** What a bean will be, as far as its definition says so; null for one that stands behind a scoped proxy. */
    static @Nullable Class<?> of(String beanName, ConfigurableListableBeanFactory beanFactory) {
        if (ScopedProxyUtils.isScopedTarget(beanName)) {
            return null;
        }
        String target = ScopedProxyUtils.getTargetBeanName(beanName);
        try {
            return beanFactory.getType(beanFactory.containsBeanDefinition(target) ? target : beanName, false);
        } catch (BeansException | LinkageError ex) {
            logger.debug("The type of bean '{}' is unknown before it is created.", beanName, ex);
            return null;
        }
    }
}
