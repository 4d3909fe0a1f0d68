package io.tasky.supervisor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where submitted work comes in, for those that know the tasks and not the supervisor's life, which decides what is
 * accepted. Thread-safe.
 */
final class RunIntake {

    private volatile @Nullable SupervisorLife life;

    /** Names who decides; called once, before any task is registered. */
    void decidedBy(SupervisorLife supervisorLife) {
        life = supervisorLife;
    }

    /** Submits a run that its task has counted, or refuses it. */
    void accept(BackgroundEntry entry, DefaultTaskRun<?> run) {
        Objects.requireNonNull(life, "the supervisor is not built yet").accept(entry, run);
    }
}
