package io.tasky.supervisor;

import io.tasky.supervisor.KeyedTimers.First;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of keys whose timers fire, the earliest first, with one alarm for all of them. Where the line of the pool is
 * full, one run is held back, and the other keys wait where they are. Thread-safe; one thread at a time starts runs, without
 * a lock, and does the work of those that come meanwhile.
 */
final class KeyedFirings {

    /** How many keys the time source's own thread looks at before it lets other alarms go first. */
    private static final int BATCH = 1_000;

    /** How long to wait after a run could not even be made. */
    private static final long FAILURE_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Logger logger = LoggerFactory.getLogger(KeyedFirings.class);

    private final KeyedTimerLoop task;

    private final KeyedTimers timers;

    private final long origin;

    private final TimeSource.Alarm alarm;

    /** Guards the alarm. */
    private final Object alarmLock = new Object();

    /** When the alarm goes off, {@link DueKeys#NEVER} while it is not set. Written under its lock. */
    private volatile long alarmAt = DueKeys.NEVER;

    private volatile boolean open;

    /** How many have asked for a start since there was nothing to do. */
    private final AtomicInteger starts = new AtomicInteger();

    /** A run that found its line full. Written by the thread that starts runs. */
    private volatile @Nullable DefaultTaskRun<?> heldBack;

    private volatile boolean room;

    KeyedFirings(KeyedTimerLoop task, KeyedTimers timers, long origin) {
        this.task = task;
        this.timers = timers;
        this.origin = origin;
        this.alarm = task.engine().time().alarm(task.priority(), this::ring);
    }

    void open() {
        open = true;
        comeBackAt(timers.first().moment());
    }

    void close() {
        open = false;
        synchronized (alarmLock) {
            alarmAt = DueKeys.NEVER;
            alarm.cancel();
        }
    }

    boolean isBusy() {
        return starts.get() > 0;
    }

    /** A key has something to do at that moment; at once if that is now. */
    void comeBack(long moment, long now) {
        if (moment <= now) {
            start();
        } else {
            comeBackAt(moment);
        }
    }

    /** While it is closed or held back, that is left to whoever ends it, and looks at all keys then. */
    private void comeBackAt(long moment) {
        if (moment >= alarmAt || !open || heldBack != null) {
            return;
        }
        synchronized (alarmLock) {
            if (moment < alarmAt && open) {
                alarmAt = moment;
                alarm.reschedule(origin + moment);
            }
        }
    }

    private void ring() {
        synchronized (alarmLock) {
            alarmAt = DueKeys.NEVER;
        }
        start(BATCH);
    }

    /** Starts the runs of all keys that are to run by now. */
    void start() {
        start(Integer.MAX_VALUE);
    }

    private void start(int most) {
        if (starts.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            try {
                startDue(most);
            } catch (Throwable ex) {
                logger.error("The runs of task '{}' could not be started; tried again in a second", task.name(), ex);
                comeBackAt(now() + FAILURE_PAUSE_NANOS);
            }
            seen = starts.addAndGet(-seen);
        }
        task.engine().endWatch().signal();
    }

    private long now() {
        return task.engine().time().nanoTime() - origin;
    }

    private void startDue(int most) {
        if (!startHeldBack()) {
            return;
        }
        long now = now();
        for (int looks = 0; open; looks++) {
            First first = timers.first();
            if (first.moment() > now || looks == most) {
                // Not what the stripe says now: if that is later, another one may come before it.
                comeBackAt(Math.max(first.moment(), now));
                return;
            }
            TimerTick tick = first.stripe().take(now, origin);
            if (tick != null && !offer(run(tick))) {
                return;
            }
        }
    }

    private DefaultTaskRun<?> run(TimerTick tick) {
        try {
            return task.newRun(tick, task.engine().time().nanoTime());
        } catch (Throwable ex) {
            giveBack(tick);
            throw ex;
        }
    }

    private void giveBack(TimerTick tick) {
        KeyTimer timer = Objects.requireNonNull(tick.timer(), "a firing of a key has a key");
        timers.of(timer.key()).giveBack(timer, tick.event());
    }

    private boolean offer(DefaultTaskRun<?> run) {
        if (task.offer(run)) {
            task.admitted();
            return true;
        }
        task.refusedBy(Reason.POOL_FULL);
        heldBack = run;
        task.whenRoom(() -> {
            room = true;
            start();
        });
        return false;
    }

    /** Answers false if a run is still held back. */
    private boolean startHeldBack() {
        DefaultTaskRun<?> run = heldBack;
        if (run == null) {
            return true;
        }
        if (!room && !task.isFinishing()) {
            return false;
        }
        room = false;
        heldBack = null;
        if (open || task.isFinishing()) {
            return offer(run);
        }
        // Its key owes the run until the source opens.
        task.admitted();
        task.log().withdrawn();
        giveBack(KeyedTimerLoop.tick(run));
        return true;
    }
}
