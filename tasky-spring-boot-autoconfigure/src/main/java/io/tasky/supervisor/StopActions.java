package io.tasky.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the code of an attempt wants done when somebody asks it to stop. Each is done once. Thread-safe. */
final class StopActions {

    private static final Logger logger = LoggerFactory.getLogger(StopActions.class);

    /** Guarded by this object. */
    private final List<Runnable> actions = new ArrayList<>();

    synchronized void add(Runnable action) {
        actions.add(action);
    }

    synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    /** Does them without any lock; one that fails keeps no other from being done. */
    void run(DefaultTaskRun<?> run) {
        for (Runnable action : take()) {
            try {
                action.run();
            } catch (Throwable ex) {
                logger.warn("What run {} of task '{}' wanted done at a stop failed", run.id(), run.task(), ex);
            }
        }
    }

    private synchronized List<Runnable> take() {
        List<Runnable> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }
}
