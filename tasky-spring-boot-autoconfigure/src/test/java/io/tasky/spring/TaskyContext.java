package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.task.TaskConfigurationException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Contexts with Tasky in them. */
final class TaskyContext {

    private TaskyContext() {}

    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));
    }

    /** Starts a context that must not start, and returns why it did not. */
    static TaskConfigurationException failure(ApplicationContextRunner runner) {
        AtomicReference<@Nullable TaskConfigurationException> found = new AtomicReference<>();
        runner.run(context -> {
            assertThat(context).hasFailed();
            Throwable cause = context.getStartupFailure();
            while (cause != null && !(cause instanceof TaskConfigurationException)) {
                cause = cause.getCause();
            }
            assertThat(cause).as("cause of %s", context.getStartupFailure()).isNotNull();
            found.set((TaskConfigurationException) cause);
        });
        return Objects.requireNonNull(found.get());
    }
}
