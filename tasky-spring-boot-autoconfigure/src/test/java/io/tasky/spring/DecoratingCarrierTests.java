package io.tasky.spring;

import io.tasky.spi.RunContextCarrier;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;

/** Decorators that carry something by themselves. */
class DecoratingCarrierTests extends RunContextCarrierContract {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private static final TaskDecorator TENANTS = task -> {
        String captured = TENANT.get();
        return () -> {
            String before = TENANT.get();
            TENANT.set(captured);
            try {
                task.run();
            } finally {
                restore(before);
            }
        };
    };

    private static void restore(@Nullable String before) {
        if (before == null) {
            TENANT.remove();
        } else {
            TENANT.set(before);
        }
    }

    @Override
    RunContextCarrier create() {
        Supplier<List<TaskDecorator>> decorators = () -> List.of(TENANTS);
        return new DecoratingCarrier(RunContextCarrier.NONE, decorators);
    }

    @Override
    void bind(String value) {
        TENANT.set(value);
    }

    @Override
    @Nullable
    String bound() {
        return TENANT.get();
    }

    @Override
    void unbind() {
        TENANT.remove();
    }
}
