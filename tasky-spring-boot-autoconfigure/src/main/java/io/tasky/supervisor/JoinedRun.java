package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import org.jspecify.annotations.Nullable;

/** A run that another call had submitted before, and that does not depend on whoever joined it. Thread-safe. */
record JoinedRun(TaskRun<@Nullable Object> run) implements HeldRun {

    @Override
    public void release() {}

    @Override
    public boolean isJoined() {
        return true;
    }
}
