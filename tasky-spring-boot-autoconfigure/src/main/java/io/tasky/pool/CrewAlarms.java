package io.tasky.pool;

import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarms of a pool's threads. The first alarm of a time source needs a thread: one that cannot be set must not cost the
 * pool a thread of its own, and is logged later, without the lock. Guarded by the pool's lock, except for methods that say
 * otherwise.
 */
final class CrewAlarms {

    private static final Logger logger = LoggerFactory.getLogger(CrewAlarms.class);

    /** One for all refusals of threads, however many there are. */
    private final Alarm retry;

    /** Ends threads that were idle for too long. */
    private final Alarm trim;

    /** Whether the latest alarm could not be set. */
    private boolean failed;

    /** Why the first one in a row could not, until that is logged; taken without the lock. */
    private final AtomicReference<@Nullable Throwable> unlogged = new AtomicReference<>();

    CrewAlarms(TimeSource time, Runnable retry, Runnable trim) {
        this.retry = time.alarm(retry);
        this.trim = time.alarm(trim);
    }

    void retryAt(long due) {
        set(retry, due);
    }

    /** False if it could not be set. */
    boolean trimAt(long due) {
        return set(trim, due);
    }

    private boolean set(Alarm alarm, long due) {
        try {
            alarm.reschedule(due);
            failed = false;
            return true;
        } catch (Throwable ex) {
            if (!failed) {
                unlogged.set(ex);
            }
            failed = true;
            return false;
        }
    }

    /** To be called without the lock, where an alarm may have been set. */
    void logFailure(String pool) {
        Throwable failure = unlogged.get() == null ? null : unlogged.getAndSet(null);
        if (failure != null) {
            logger.error(
                    "Pool '{}' could not set an alarm; idle threads stay, and if it lacks a thread, it tries again with the"
                            + " next run. Check the limits of threads and memory of this process.",
                    pool,
                    failure);
        }
    }
}
