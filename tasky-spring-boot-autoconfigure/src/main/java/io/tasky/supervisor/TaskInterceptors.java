package io.tasky.supervisor;

import io.tasky.spi.TaskInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls the code of a run through all interceptors, the first one outermost. Thread-safe. */
final class TaskInterceptors {

    private final Supplier<? extends Iterable<TaskInterceptor>> supplier;

    private volatile TaskInterceptor @Nullable [] interceptors;

    TaskInterceptors(Supplier<? extends Iterable<TaskInterceptor>> supplier) {
        this.supplier = supplier;
    }

    /** Without an interceptor this is the call itself. */
    @Nullable
    Object call(DefaultTaskRun<?> run) throws Throwable {
        TaskInterceptor[] all = all();
        return all.length == 0 ? run.owner().invoke(run) : call(run, all, 0);
    }

    private static @Nullable Object call(DefaultTaskRun<?> run, TaskInterceptor[] all, int index) throws Throwable {
        return index == all.length
                ? run.owner().invoke(run)
                : all[index].intercept(run, run.owner().facts(), () -> call(run, all, index + 1));
    }

    /** Asked for late: interceptors are beans that may themselves need the supervisor. */
    private TaskInterceptor[] all() {
        TaskInterceptor[] known = interceptors;
        return known != null ? known : find();
    }

    private TaskInterceptor[] find() {
        List<TaskInterceptor> found = new ArrayList<>();
        supplier.get().forEach(found::add);
        TaskInterceptor[] all = found.toArray(TaskInterceptor[]::new);
        interceptors = all;
        return all;
    }
}
