package io.tasky.test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.test.context.SpringBootContextLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.MergedContextConfiguration;

/** Loads contexts as Spring Boot does it, also for a slice that names no class of its own. Without state, so thread-safe. */
final class TaskyTestContextLoader extends SpringBootContextLoader {

    @Override
    public ApplicationContext loadContext(MergedContextConfiguration config) throws Exception {
        return super.loadContext(withClasses(config));
    }

    @Override
    public ApplicationContext loadContextForAotProcessing(MergedContextConfiguration config, RuntimeHints hints)
            throws Exception {
        return super.loadContextForAotProcessing(withClasses(config), hints);
    }

    @Override
    public ApplicationContext loadContextForAotRuntime(
            MergedContextConfiguration config,
            ApplicationContextInitializer<ConfigurableApplicationContext> initializer)
            throws Exception {
        return super.loadContextForAotRuntime(withClasses(config), initializer);
    }

    /** The loader refuses a configuration without classes; what is in the slice comes by its customizer. */
    private MergedContextConfiguration withClasses(MergedContextConfiguration config) {
        return config.hasResources()
                ? config
                : new MergedContextConfiguration(
                        config.getTestClass(),
                        config.getLocations(),
                        new Class<?>[] {Nothing.class},
                        config.getContextInitializerClasses(),
                        config.getActiveProfiles(),
                        config.getPropertySourceDescriptors(),
                        config.getPropertySourceProperties(),
                        config.getContextCustomizers(),
                        this,
                        null,
                        config.getParent());
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
