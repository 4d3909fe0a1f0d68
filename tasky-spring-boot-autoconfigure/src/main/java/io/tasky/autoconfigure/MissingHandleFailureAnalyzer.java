package io.tasky.autoconfigure;

import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

/** Tells why a queue, a timer or a task's control cannot be injected. Thread-safe. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class MissingHandleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        ResolvableType type = cause.getResolvableType();
        Class<?> wanted = type == null ? null : type.resolve();
        if (wanted == null || !(TaskQueue.class == wanted || TaskControl.class.isAssignableFrom(wanted))) {
            return null;
        }
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Check the name in @Qualifier, and the type of the items of a queue, against the annotated method."
                        + " If it is on a bean that a @Bean method returns as an interface, the annotations are"
                        + " hidden there: let the @Bean method return the class, or ask the TaskSupervisor at run"
                        + " time.",
                cause);
    }
}
