package io.tasky.spring;

import io.micrometer.context.ContextRegistry;
import io.tasky.spi.RunContextCarrier;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.ClassUtils;

/** Makes what carries the submitter's context to the threads of its runs. Without state, so thread-safe. */
public final class RunContextCarriers {

    private static final String CONTEXT_PROPAGATION = "io.micrometer.context.ContextSnapshotFactory";

    private RunContextCarriers() {}

    /**
     * Carries what Micrometer's context propagation knows, if that library is there, and applies task decorators.
     *
     * @param decorators gives the decorators in their order, the last one outermost; asked once, when the first run is made
     * @param classLoader where to look for the library, or null for the default
     * @return a carrier
     */
    public static RunContextCarrier create(
            Supplier<List<TaskDecorator>> decorators, @Nullable ClassLoader classLoader) {
        RunContextCarrier carrier =
                ClassUtils.isPresent(CONTEXT_PROPAGATION, classLoader) ? Propagation.carrier() : RunContextCarrier.NONE;
        return new DecoratingCarrier(carrier, decorators);
    }

    /** Keeps the library out of the outer class. */
    private static final class Propagation {

        private Propagation() {}

        static RunContextCarrier carrier() {
            return new ThreadLocalCarrier(ContextRegistry.getInstance());
        }
    }
}
