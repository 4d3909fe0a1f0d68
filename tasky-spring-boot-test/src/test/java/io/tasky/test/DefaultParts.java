package io.tasky.test;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What applications have that bring nothing of their own. Without state, so thread-safe. */
final class DefaultParts {

    private DefaultParts() {}

    /** The bean of that type, which has no state. */
    static <T> T part(Class<T> type) {
        AtomicReference<T> found = new AtomicReference<>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .run(context -> found.set(context.getBean(type)));
        return Objects.requireNonNull(found.get());
    }
}
