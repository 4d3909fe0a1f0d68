package io.tasky.spring;

import io.tasky.spi.RunContextCarrier;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;

/**
 * Puts the application's task decorators around each attempt, as Spring Boot puts them around the tasks of its executors.
 * A run is decorated once, where it is submitted, as decorators expect that look at the submitting thread; one that nobody
 * submitted is decorated where it runs. Thread-safe.
 */
final class DecoratingCarrier implements RunContextCarrier {

    private final RunContextCarrier carrier;

    private final Supplier<List<TaskDecorator>> decorators;

    /** Asked for once, when the first run is made: decorators may need beans that need the supervisor. */
    private volatile @Nullable List<TaskDecorator> known;

    DecoratingCarrier(RunContextCarrier carrier, Supplier<List<TaskDecorator>> decorators) {
        this.carrier = carrier;
        this.decorators = decorators;
    }

    @Override
    public @Nullable Captured capture() {
        Captured captured = carrier.capture();
        TaskDecorator decorator = decorator();
        return decorator == null ? captured : new DecoratedRun(decorator, captured);
    }

    @Override
    public @Nullable Captured unsubmitted() {
        TaskDecorator decorator = decorator();
        return decorator == null ? null : attempt -> new DecoratedRun(decorator, null).call(attempt);
    }

    private @Nullable TaskDecorator decorator() {
        List<TaskDecorator> found = known;
        if (found == null) {
            List<TaskDecorator> all = decorators.get();
            found = all.size() < 2 ? all : List.of(new CompositeTaskDecorator(all));
            known = found;
        }
        return found.isEmpty() ? null : found.get(0);
    }
}
