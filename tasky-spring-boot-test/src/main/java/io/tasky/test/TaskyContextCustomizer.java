package io.tasky.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds the beans of the test kit to a context. It is part of the key under which the context is cached. Immutable.
 *
 * @param slice whether it adds Tasky, too
 * @param inline whether work runs on the test's own thread
 */
record TaskyContextCustomizer(boolean slice, boolean inline) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        if (!(context.getBeanFactory() instanceof BeanDefinitionRegistry registry)) {
            throw new IllegalStateException("@TaskyTest cannot add beans to a context of type "
                    + context.getClass().getName() + ". Load the context by annotations or from files.");
        }
        AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(registry, context.getEnvironment());
        reader.register(TaskyTestConfiguration.class);
        reader.register(inline ? InlineTestConfiguration.class : PooledTestConfiguration.class);
        if (slice) {
            reader.register(TaskySliceConfiguration.class);
        }
    }
}
