package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskState;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Starts one run when its one timer fires. A timer that fires while its earlier run goes on runs once more after that.
 * Thread-safe.
 */
final class TimerLoop extends ClockedTask implements SingleTimer, EventTimer {

    /** How long to wait after a run could not even be made. */
    private static final long FAILURE_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final TimerRule rule;

    /** Guarded by the task's lock, as all below. It stays as it is while the supervisor is quiet. */
    private final TimerCell cell = new TimerCell();

    /** Whether a delay begins with the reset; before the first start, it begins with that. */
    private boolean begun;

    /** The event of the run that waits or goes on. */
    private @Nullable Object given;

    TimerLoop(TaskDefinition definition, Engine engine, TaskPool pool, TimerRule rule) {
        super(definition, engine, pool);
        this.rule = rule;
        if (!rule.leading() && definition.get(TaskAttribute.AUTO_START, true)) {
            cell.resetEarly(null);
        }
    }

    private long now() {
        return engine().time().nanoTime();
    }

    @Override
    public void reset() {
        resetBy(null);
    }

    @Override
    public void reset(@Nullable Object key, Object event) {
        if (key != null) {
            throw noKeys();
        }
        resetBy(event);
    }

    private void resetBy(@Nullable Object event) {
        checkIsThere();
        Tick tick;
        synchronized (lock) {
            if (!begun || state() == TaskState.DISABLED) {
                cell.resetEarly(event);
                return;
            }
            cell.reset(rule, now(), event);
            tick = take();
            setAlarm();
        }
        run(tick);
    }

    /** The next run, if one is owed and may start: a run that somebody triggered comes before it. Lock held. */
    private @Nullable Tick take() {
        if (!isActive() || busy || isFollowed() || !cell.owes()) {
            return null;
        }
        busy = true;
        long fired = cell.fired();
        given = cell.start();
        return given == null ? new Tick(fired) : new TimerTick(fired, null, given);
    }

    private void run(@Nullable Tick tick) {
        if (tick != null) {
            runNow(tick);
        }
    }

    /** Lock held. */
    private void setAlarm() {
        if (isActive() && cell.isArmed() && !rule.leading()) {
            alarm.reschedule(cell.due());
        }
    }

    @Override
    void opened() {
        begun = true;
        cell.begin(rule, now());
        if (cell.owes() && !busy) {
            // What it owes starts without the lock.
            alarm.reschedule(now());
        } else {
            setAlarm();
        }
    }

    @Override
    void closed() {
        alarm.cancel();
    }

    @Override
    void due() {
        Tick tick;
        synchronized (lock) {
            if (!isActive()) {
                return;
            }
            cell.expire(rule, now());
            tick = take();
            setAlarm();
        }
        run(tick);
    }

    /** It fired and could not run: it fires again when the source opens, or soon. */
    @Override
    long dropped() {
        cell.giveBack(given);
        given = null;
        if (isActive()) {
            alarm.reschedule(now() + FAILURE_PAUSE_NANOS);
        }
        return 0;
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        synchronized (lock) {
            busy = false;
            given = null;
        }
    }

    @Override
    void afterLeft() {
        Tick tick;
        synchronized (lock) {
            tick = take();
        }
        run(tick);
    }

    @Override
    public boolean cancel() {
        synchronized (lock) {
            alarm.cancel();
            return cell.cancel(rule);
        }
    }

    @Override
    public boolean fire() {
        boolean fires;
        Tick tick;
        synchronized (lock) {
            fires = cell.fire(rule, now());
            tick = take();
            if (!cell.isArmed()) {
                alarm.cancel();
            }
        }
        run(tick);
        return fires;
    }

    @Override
    public long pending() {
        synchronized (lock) {
            return cell.isPending(rule) ? 1 : 0;
        }
    }

    @Override
    public @Nullable Duration remaining() {
        synchronized (lock) {
            return cell.isPending(rule) ? Duration.ofNanos(cell.remaining(rule, now())) : null;
        }
    }

    @Override
    String schedule() {
        return rule.toString();
    }

    @Override
    @Nullable
    Instant nextRun() {
        if (cell.isEarly() || !cell.isPending(rule)) {
            return null;
        }
        return engine().time().toInstant(cell.owes() ? cell.fired() : cell.due());
    }

    @Override
    TimerSnapshot timerSnapshot() {
        return new TimerSnapshot(false, pending(), nextRun());
    }

    @Override
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        Instant next = nextRun();
        return next == null ? WaitingFor.of(Reason.NOT_ARMED) : WaitingFor.until(Reason.NOT_DUE, next);
    }
}
