package io.tasky.supervisor;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The time that one attempt may take. Thread-safe. */
final class AttemptLimit {

    private final long deadline;

    private final Alarm alarm;

    private boolean over;

    private @Nullable Expiry expiry;

    AttemptLimit(TimeSource time, TaskPriority priority, long deadline, Consumer<AttemptLimit> expired) {
        this.deadline = deadline;
        this.alarm = time.alarm(priority, () -> expired.accept(this));
    }

    void start() {
        alarm.reschedule(deadline);
    }

    /** In nanoseconds of the time source. */
    long deadline() {
        return deadline;
    }

    /** The attempt took too long; does something while it cannot end. False if it is over already. */
    synchronized boolean expire(Expiry with, Runnable meanwhile) {
        if (over) {
            return false;
        }
        expiry = with;
        meanwhile.run();
        return true;
    }

    /** The attempt's code has ended; answers what is known of it if it took too long. */
    @Nullable
    Expiry end() {
        Expiry known;
        synchronized (this) {
            over = true;
            known = expiry;
        }
        alarm.cancel();
        return known;
    }
}
