package io.tasky.supervisor;

import io.tasky.spi.TaskListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners; one that throws is logged, and the others are still told. Thread-safe. */
final class TaskListeners {

    private static final Logger logger = LoggerFactory.getLogger(TaskListeners.class);

    private final Supplier<? extends Iterable<TaskListener>> supplier;

    private volatile TaskListener @Nullable [] listeners;

    TaskListeners(Supplier<? extends Iterable<TaskListener>> supplier) {
        this.supplier = supplier;
    }

    boolean isEmpty() {
        return all().length == 0;
    }

    void tell(Consumer<TaskListener> event) {
        for (TaskListener listener : all()) {
            try {
                event.accept(listener);
            } catch (Throwable ex) {
                logger.warn("The listener {} failed; the others are told all the same", listener, ex);
            }
        }
    }

    /** Asked for late: listeners are beans that may themselves need the supervisor. */
    private TaskListener[] all() {
        TaskListener[] known = listeners;
        if (known == null) {
            List<TaskListener> found = new ArrayList<>();
            supplier.get().forEach(found::add);
            known = found.toArray(TaskListener[]::new);
            listeners = known;
        }
        return known;
    }
}
