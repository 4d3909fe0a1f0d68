package io.tasky.pool;

import io.tasky.task.TaskPriority;
import org.jspecify.annotations.Nullable;

/** An entry that tells a watch when it starts and ends. */
final class WatchedEntry extends PoolEntry {

    /** Looks on while entries start and end. */
    interface Watch {

        /** An entry's thread has it. */
        void started(WatchedEntry entry);

        /** An entry's thread gives it back in a moment. */
        void ends(WatchedEntry entry);
    }

    /** Who brought it, and as which of its entries of that priority. */
    final int producer;

    final int number;

    /** When it had been brought, by the clock of the watch; zero before. */
    volatile long brought;

    private final Watch watch;

    WatchedEntry(TaskPriority priority, int producer, int number, Watch watch) {
        super(priority);
        this.producer = producer;
        this.number = number;
        this.watch = watch;
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        watch.started(this);
        for (int i = 0; i < 50; i++) {
            Thread.onSpinWait();
        }
        watch.ends(this);
        return Next.DONE;
    }

    @Override
    public String toString() {
        return priority() + " " + number + " of producer " + producer;
    }
}
