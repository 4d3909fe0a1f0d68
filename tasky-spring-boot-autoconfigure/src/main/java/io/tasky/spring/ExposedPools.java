package io.tasky.spring;

import io.tasky.task.TaskConfigurationException;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Declares executors for pools that are to be published, after all other beans were declared: so no condition sees them, and
 * none of them is a candidate where an executor is wanted without a name. Used once, on one thread.
 */
public final class ExposedPools implements BeanDefinitionRegistryPostProcessor {

    private final Supplier<Map<String, String>> names;

    /**
     * Creates the declarer.
     *
     * @param names gives the names of the beans to be, by the names of their pools
     */
    public ExposedPools(Supplier<Map<String, String>> names) {
        this.names = names;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        names.get().forEach((pool, name) -> declare(registry, pool, name));
    }

    private static void declare(BeanDefinitionRegistry registry, String pool, String name) {
        String property = "tasky.pools." + pool + ".expose-as";
        if (name.isBlank()) {
            throw new TaskConfigurationException(
                    property + " is empty.", "Give it the name of the bean to be, or remove it.");
        }
        if (registry.isBeanNameInUse(name)) {
            throw new TaskConfigurationException(
                    property + " is '" + name + "', and there is a bean of that name already.",
                    "Give it another name.");
        }
        RootBeanDefinition definition = new RootBeanDefinition(PoolTaskExecutor.class);
        definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(1, pool);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(2, name);
        definition.setDefaultCandidate(false);
        definition.setRole(BeanDefinition.ROLE_SUPPORT);
        definition.setResourceDescription(property);
        registry.registerBeanDefinition(name, definition);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        // Everything was declared before.
    }
}
