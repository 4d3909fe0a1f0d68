package io.tasky.pool;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a pool: as many as have been needed at the same time, less those that had nothing to do for a minute. At
 * most one of them is waking up at any moment; it wakes the next one when it finds that there is more to do. Guarded by
 * the pool's lock, except for methods that say otherwise.
 *
 * <p>A thread that is woken for an urgent entry runs no others until it is idle again, and one such thread stays idle
 * where plain work wants a thread: an operating system that shares the processors fairly lets a thread that has used
 * little of them run at once, and makes one that has just worked hard wait for those that work now.
 */
final class WorkerCrew {

    /** How long a thread may be idle. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    /** How long to wait after the thread factory refused. */
    private static final Duration REFUSAL_PAUSE = Duration.ofMillis(100);

    private static final Logger logger = LoggerFactory.getLogger(WorkerCrew.class);

    private final Dispatcher dispatcher;

    private final Object lock;

    private final TimeSource time;

    private final ThreadFactory threads;

    private final CrewAlarms alarms;

    private final IdleWorkers idle = new IdleWorkers();

    private int size;

    private boolean waking;

    private boolean trimming;

    private boolean refused;

    WorkerCrew(Dispatcher dispatcher, Object lock, TimeSource time, ThreadFactory threads) {
        this.dispatcher = dispatcher;
        this.lock = lock;
        this.time = time;
        this.threads = threads;
        this.alarms = new CrewAlarms(time, dispatcher::lookAgain, this::trim);
    }

    int size() {
        return size;
    }

    boolean isWaking() {
        return waking;
    }

    /** The worker that has to be woken, if entries are ready and none is waking up already. */
    @Nullable
    Worker wakeOne(PoolLines lines) {
        if (waking || !lines.hasReady(false)) {
            return null;
        }
        boolean urgent = lines.hasReady(true);
        Worker worker = urgent ? idle.pollForUrgent() : idle.pollForPlain(refused);
        if (worker == null) {
            worker = new Worker(dispatcher);
            size++;
        }
        worker.urgentOnly = urgent;
        waking = true;
        worker.waking = true;
        worker.becomeBusy();
        return worker;
    }

    /** Wakes the worker that {@link #wakeOne} chose. To be called without the lock. */
    void wake(@Nullable Worker worker) {
        if (worker == null) {
            return;
        }
        if (!worker.isNew()) {
            worker.unpark();
            return;
        }
        try {
            Thread thread = threads.newThread(worker);
            if (thread == null) {
                throw new IllegalStateException("The thread factory returned null.");
            }
            worker.start(thread);
        } catch (Throwable ex) {
            refused(ex);
        }
    }

    /** A worker has looked for an entry; without one it becomes idle, or ends. */
    void looked(Worker worker, boolean found, boolean ending) {
        if (worker.waking) {
            worker.waking = false;
            waking = false;
            refused = false;
        }
        if (found) {
            return;
        }
        if (ending) {
            size--;
            return;
        }
        worker.becomeIdle(time.nanoTime());
        idle.add(worker);
        trimLater();
    }

    private void trimLater() {
        if (!trimming) {
            trimming = alarms.trimAt(time.nanoTime() + KEEP_ALIVE.toNanos());
        }
    }

    /** Ends those that were idle for too long. Called without the lock. */
    private void trim() {
        List<Worker> ended;
        synchronized (lock) {
            ended = idle.removeIdleSince(time.nanoTime() - KEEP_ALIVE.toNanos());
            ended.forEach(this::end);
            trimming = !idle.isEmpty() && alarms.trimAt(idle.longestIdleSince() + KEEP_ALIVE.toNanos());
        }
        ended.forEach(Worker::unpark);
        logAlarmFailure();
    }

    /** To be called without the lock, where an alarm may have been set. */
    void logAlarmFailure() {
        alarms.logFailure(dispatcher.config().name());
    }

    /** Ends all that are idle. To be called without the lock. */
    void releaseIdle() {
        List<Worker> ended;
        synchronized (lock) {
            ended = idle.removeAll();
            ended.forEach(this::end);
        }
        ended.forEach(Worker::unpark);
    }

    private void end(Worker worker) {
        size--;
        worker.becomeBusy();
    }

    /** The entries keep their slots and places: a thread that comes back takes them, or the next one that starts. */
    private void refused(Throwable ex) {
        boolean first;
        synchronized (lock) {
            size--;
            waking = false;
            first = !refused;
            refused = true;
            alarms.retryAt(time.nanoTime() + REFUSAL_PAUSE.toNanos());
        }
        if (first) {
            logger.error(
                    "Pool '{}' could not start a thread and tries again every {} ms; its runs wait meanwhile. Check the"
                            + " limits of threads and memory of this process.",
                    dispatcher.config().name(),
                    REFUSAL_PAUSE.toMillis(),
                    ex);
        }
        logAlarmFailure();
    }
}
