package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run at each tick of a schedule. The schedule goes on while the supervisor is quiet or the task is paused, so that
 * it is known what was missed. A tick that finds its line full holds back until there is room. Thread-safe.
 */
final class PeriodicLoop extends ClockedTask {

    private final Schedules schedules;

    private final Runnable clockListener = this::clockWasSet;

    /** Guarded by the task's lock. */
    private final TickPlan plan;

    PeriodicLoop(TaskDefinition definition, Engine engine, TaskPool pool, Schedules schedules) {
        super(definition, engine, pool);
        this.schedules = schedules;
        NextTick next = schedules.tick(definition, definition.attributes(), engine.time());
        this.plan = new TickPlan(definition, next, engine.time(), schedules);
    }

    @Override
    void opened() {
        plan.open(busy);
        listenToClock();
        arm();
    }

    /** While the task is paused its ticks are counted. */
    @Override
    void afterOpening() {
        long skipped;
        synchronized (lock) {
            skipped = plan.takeSkipped();
        }
        skipped(skipped);
    }

    /** While it is paused, the alarm goes on: ticks are counted as they come. */
    @Override
    void closed() {
        engine().time().removeClockListener(clockListener);
        if (state() != TaskState.PAUSED) {
            alarm.cancel();
        }
    }

    /** What a paused task misses while it is closed is counted when it opens, if ever. */
    @Override
    void openChanged(boolean isOpen) {
        super.openChanged(isOpen);
        if (state() == TaskState.PAUSED) {
            alarm.cancel();
            arm();
        }
    }

    @Override
    void forget() {
        plan.forget();
        alarm.cancel();
        if (plan.hasSkipped()) {
            // They are told without the lock.
            alarm.reschedule(engine().time().nanoTime());
        }
    }

    private void listenToClock() {
        if (plan.next().schedule().followsClock()) {
            engine().time().addClockListener(clockListener);
        }
    }

    private void clockWasSet() {
        synchronized (lock) {
            plan.followClock();
            arm();
        }
    }

    @Override
    void due() {
        long tick = NextTick.NEVER;
        long skipped;
        synchronized (lock) {
            if (isActive()) {
                tick = plan.take(engine().time().nanoTime(), isFree(), isFollowed());
                if (tick != NextTick.NEVER) {
                    enter();
                }
            } else if (isActiveOrPaused()) {
                plan.pass();
            }
            arm();
            skipped = plan.takeSkipped();
        }
        skipped(skipped);
        if (tick != NextTick.NEVER) {
            runNow(tick);
        }
    }

    @Override
    boolean mayOverlap() {
        return plan.allowsOverlap();
    }

    /** Whether a tick may start a run now. */
    private boolean isFree() {
        return plan.allowsOverlap() ? !isHeldBack() : !busy;
    }

    /** Sets the alarm to the moment at which there is something to do. Lock held. */
    private void arm() {
        if (isActive()) {
            wakeAt(plan.wake(isFree()));
        } else if (isActiveOrPaused()) {
            wakeAt(plan.next().start());
        }
    }

    private void wakeAt(long moment) {
        if (moment == NextTick.NEVER) {
            alarm.cancel();
        } else {
            alarm.reschedule(moment);
        }
    }

    @Override
    long takeQueued() {
        synchronized (lock) {
            return plan.takeQueued();
        }
    }

    @Override
    long dropped() {
        plan.planAfterEnd();
        arm();
        return 1;
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        int asked = 0;
        long pause = 0;
        int failures = noteEnd(run, asked, pause);
        while (failures != asked) {
            // Without the lock: the application's code may tell how long it is.
            asked = failures;
            pause = plan.pauseAfter(asked);
            failures = noteEnd(run, asked, pause);
        }
    }

    /** Does nothing if another number of runs has failed than the pause was asked for; answers how many have. */
    private int noteEnd(DefaultTaskRun<?> run, int asked, long pause) {
        long skipped;
        synchronized (lock) {
            int failures = plan.failuresWith(run.status());
            if (failures != asked) {
                return failures;
            }
            leave();
            if (plan.endsWith(run)) {
                endItself();
            } else if (plan.runEnded(run.status(), pause)) {
                arm();
            }
            skipped = plan.takeSkipped();
        }
        skipped(skipped);
        return asked;
    }

    @Override
    public boolean reschedule(TaskAttributes schedule) {
        ScheduleRequests.checkChange(name(), schedule);
        while (true) {
            TaskAttributes before = plan.said();
            TaskAttributes after = before.overriddenBy(schedule);
            if (ScheduleRequests.isRepetition(schedule, before, after)) {
                return false;
            }
            // Without the lock: the application's code may read the cron expression.
            NextTick tick = schedules.tick(definition(), after, engine().time());
            if (replace(before, after, tick, schedule)) {
                afterOpening();
                return true;
            }
        }
    }

    /** Answers false if another thread has changed the schedule meanwhile. */
    private boolean replace(TaskAttributes before, TaskAttributes after, NextTick tick, TaskAttributes change) {
        synchronized (lock) {
            if (!plan.said().equals(before)) {
                return false;
            }
            plan.replace(after, tick, change.get(TaskAttribute.INITIAL_DELAY), busy);
            changed();
            engine().time().removeClockListener(clockListener);
            if (isActive()) {
                listenToClock();
            }
            arm();
            return true;
        }
    }

    @Override
    String schedule() {
        return plan.next().toString();
    }

    @Override
    @Nullable
    Instant nextRun() {
        return plan.next().instant();
    }

    @Override
    List<Instant> comingRuns(int count) {
        Forecast forecast;
        synchronized (lock) {
            forecast = plan.next().forecast(isActive());
        }
        return forecast.instants(engine().time(), count);
    }

    @Override
    @Nullable
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        return plan.waitsFor();
    }
}
