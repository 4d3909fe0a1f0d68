package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskBody;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work that was submitted in code. Immutable. */
record AdHocCall(Callable<?> work, RunOptions options) {

    /** Calls the work that a run carries. */
    static final TaskBody BODY = new TaskBody() {

        @Override
        public @Nullable Object call(@Nullable Object payload) throws Exception {
            if (!(payload instanceof AdHocCall call)) {
                throw new IllegalStateException("Submitted work carries a call, not " + payload);
            }
            return call.work().call();
        }

        @Override
        public List<@Nullable Object> arguments(@Nullable Object payload) {
            return List.of();
        }
    };
}
