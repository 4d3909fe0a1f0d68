package io.tasky.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Changes the contexts of tests with {@link TaskyTest}, and no others. Without state, so thread-safe. */
final class TaskyContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        TaskyTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, TaskyTest.class);
        return test == null ? null : new TaskyContextCustomizer(isAlone(testClass), test.inline());
    }

    /** What makes contexts brings a bootstrapper: {@code @SpringBootTest}, and every slice of Spring Boot's. */
    private static boolean isAlone(Class<?> testClass) {
        return !TestContextAnnotationUtils.hasAnnotation(testClass, BootstrapWith.class);
    }
}
