package io.tasky.autoconfigure;

import io.tasky.actuate.TaskyPageEndpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/** Takes the files of the page into a native image. Stateless. */
final class TaskyPageHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        String folder = ClassUtils.classPackageAsResourcePath(TaskyPageEndpoint.class) + "/page";
        hints.resources().registerPattern(folder + "/*");
    }
}
