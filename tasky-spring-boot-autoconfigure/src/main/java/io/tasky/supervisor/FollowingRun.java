package io.tasky.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * The one run that is to follow another one, because somebody triggered its task meanwhile. Guarded by a lock of its owner where
 * it is written; read without.
 */
final class FollowingRun {

    private volatile @Nullable DefaultTaskRun<@Nullable Object> run;

    /** The run, unless it was cancelled, or null. */
    @Nullable
    DefaultTaskRun<@Nullable Object> get() {
        DefaultTaskRun<@Nullable Object> known = run;
        return known == null || known.isDone() ? null : known;
    }

    /** Answers the run that is to follow: this one, unless there is one. */
    DefaultTaskRun<@Nullable Object> putIfFree(DefaultTaskRun<@Nullable Object> next) {
        DefaultTaskRun<@Nullable Object> known = get();
        if (known == null) {
            run = next;
            return next;
        }
        return known;
    }

    /** Its turn has come; null if there is none. */
    @Nullable
    DefaultTaskRun<@Nullable Object> take() {
        DefaultTaskRun<@Nullable Object> known = get();
        run = null;
        return known;
    }
}
