package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One step of a chain, and how it runs. Immutable. */
record ChainStep(BackgroundEntry entry, RunOptions options, Body body) {

    /** What a step does, whatever its types are. */
    @FunctionalInterface
    interface Body {

        @Nullable
        Object run(@Nullable Object input) throws Exception;
    }

    /** The code of a step's run. Immutable. */
    record Call(ChainSteps<?> chain, int index, @Nullable Object input) implements Callable<@Nullable Object> {

        @Override
        public @Nullable Object call() throws Exception {
            return chain.call(index, input);
        }
    }

    /** Whether a run was the last of its chain that ran, and others should have followed. */
    static boolean leavesOthers(DefaultTaskRun<?> run) {
        Call call = of(run);
        return call != null && call.chain().stopsAfter(call.index(), run);
    }

    /** Whether somebody watches a run's chain, or null if it is part of none. */
    static @Nullable Boolean isObserved(DefaultTaskRun<?> run) {
        Call call = of(run);
        return call == null ? null : call.chain().isObserved();
    }

    private static @Nullable Call of(DefaultTaskRun<?> run) {
        return run.rawPayload() instanceof AdHocCall adHoc && adHoc.work() instanceof Call call ? call : null;
    }
}
