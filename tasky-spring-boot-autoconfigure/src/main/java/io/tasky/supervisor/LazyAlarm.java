package io.tasky.supervisor;

import io.tasky.task.TimeSource.Alarm;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An alarm whose timer call is not moved when it is put off: the call comes at the old moment, sees the new one, and asks
 * for another call then. So a reset costs a write. Thread-safe.
 */
final class LazyAlarm implements Alarm, Runnable {

    private static final Logger logger = LoggerFactory.getLogger(LazyAlarm.class);

    private final SystemTimeSource time;

    private final Runnable action;

    /** When it is due. Written under this object's monitor. */
    private volatile long due;

    /** Whether the action is still to come. Written under this object's monitor. */
    private volatile boolean armed;

    /** Whether a call of the timer is to come, and at which moment. Guarded by this object's monitor. */
    private boolean called;

    private long callAt;

    private @Nullable Future<?> call;

    LazyAlarm(SystemTimeSource time, Runnable action) {
        this.time = time;
        this.action = action;
    }

    @Override
    public synchronized void reschedule(long dueNanoTime) {
        due = dueNanoTime;
        armed = true;
        if (!called || dueNanoTime - callAt < 0) {
            call(dueNanoTime);
        }
    }

    @Override
    public synchronized void cancel() {
        armed = false;
        called = false;
        if (call != null) {
            // Not only disarmed: a call that is to come in an hour would keep the action alive until then.
            call.cancel(false);
            call = null;
        }
    }

    private void call(long at) {
        try {
            call = time.callAt(at, this);
        } catch (RejectedExecutionException ex) {
            // The time source was closed meanwhile: no alarm goes off any more.
            armed = false;
            logger.debug("An alarm was set when the time source was closed.", ex);
        }
        // Not before: where the timer gets no thread, the next one who sets this asks again.
        called = true;
        callAt = at;
    }

    @Override
    public void run() {
        synchronized (this) {
            long now = time.nanoTime();
            // An earlier call than the latest one asked for: a later call was overtaken by an earlier reschedule.
            if (now - callAt >= 0) {
                called = false;
            }
            if (!armed) {
                return;
            }
            if (now - due < 0) {
                if (!called) {
                    call(due);
                }
                return;
            }
            armed = false;
        }
        try {
            action.run();
        } catch (Throwable ex) {
            logger.error("The action of an alarm failed in Tasky's own code", ex);
        }
    }
}
