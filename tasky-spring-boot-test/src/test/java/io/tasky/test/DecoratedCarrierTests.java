package io.tasky.test;

import io.tasky.spi.RunContextCarrier;
import io.tasky.spring.RunContextCarriers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;

/** Decorators that carry something by themselves. */
class DecoratedCarrierTests extends RunContextCarrierContract {

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
    protected RunContextCarrier create() {
        return RunContextCarriers.create(() -> List.of(TENANTS), null);
    }

    @Override
    protected void bind(String value) {
        TENANT.set(value);
    }

    @Override
    protected @Nullable String bound() {
        return TENANT.get();
    }

    @Override
    protected void unbind() {
        TENANT.remove();
    }
}
