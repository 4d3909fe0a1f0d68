package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One timer for each key: starts a run for each that fires. Keys wait in {@link KeyedTimers}, and go to the pool through
 * {@link KeyedFirings}. Thread-safe.
 */
final class KeyedTimerLoop extends ManagedTask implements TaskTimer<Object>, EventTimer {

    private final TimerRule rule;

    private final KeyedTimers timers;

    private final KeyedFirings firings;

    /** Moments are counted from here, so that they compare as numbers. */
    private final long origin;

    KeyedTimerLoop(TaskDefinition definition, Engine engine, TaskPool pool, TimerRule rule) {
        super(definition, engine, pool, null);
        this.rule = rule;
        this.timers = new KeyedTimers(rule);
        this.origin = engine.time().nanoTime();
        this.firings = new KeyedFirings(this, timers, origin);
    }

    private long now() {
        return engine().time().nanoTime() - origin;
    }

    @Override
    public Class<?> keyType() {
        return definition().body().timerKeyType();
    }

    @Override
    void opened() {
        timers.begin(now());
        firings.open();
    }

    @Override
    void closed() {
        firings.close();
        if (state() == TaskState.DISABLED) {
            timers.hold();
        }
    }

    @Override
    void due() {
        firings.start();
    }

    @Override
    boolean isBusy() {
        return firings.isBusy();
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        KeyTimer timer = Objects.requireNonNull(tick(run).timer(), "a run of a key has a key");
        if (timers.of(timer.key()).ended(timer)) {
            firings.start();
        }
    }

    static TimerTick tick(DefaultTaskRun<?> run) {
        if (run.rawPayload() instanceof TimerTick tick) {
            return tick;
        }
        throw new IllegalStateException("A run of a timer with keys carries a key, not " + run.rawPayload());
    }

    @Override
    @Nullable
    Object invoke(DefaultTaskRun<?> run) throws Throwable {
        return definition().body().call(TimerTick.firing(run));
    }

    @Override
    List<@Nullable Object> arguments(DefaultTaskRun<?> run) {
        return definition().body().arguments(TimerTick.firing(run));
    }

    @Override
    public void reset() {
        throw new IllegalStateException(
                "The timer '" + name() + "' has keys. Name the one to reset, as in reset(key).");
    }

    @Override
    public void reset(Object key) {
        reset(checked(key), now(), null);
    }

    @Override
    public void reset(@Nullable Object key, Object event) {
        reset(checked(key), now(), event);
    }

    private void reset(Object key, long now, @Nullable Object event) {
        checkIsThere();
        firings.comeBack(timers.of(key).reset(key, event, now), now);
    }

    @Override
    public TaskRun<@Nullable Object> trigger() {
        throw new UnsupportedOperationException(
                "The timer '" + name() + "' has keys, and a trigger names none. Call fire(key) or fire() instead.");
    }

    private Object checked(@Nullable Object key) {
        if (key == null) {
            throw new IllegalStateException("The timer '" + name() + "' has keys, and null is none. Give it a key.");
        }
        return key;
    }

    @Override
    public boolean cancel() {
        return timers.cancelAll();
    }

    @Override
    public boolean cancel(Object key) {
        return timers.of(checked(key)).cancel(key);
    }

    @Override
    public boolean fire() {
        boolean any = timers.fireAll(now());
        firings.start();
        return any;
    }

    @Override
    public boolean fire(Object key) {
        boolean fires = timers.of(checked(key)).fire(key, now());
        firings.start();
        return fires;
    }

    @Override
    public long pending() {
        return timers.pending();
    }

    @Override
    public boolean pending(Object key) {
        return timers.of(checked(key)).ask(key, timer -> 1) == 1;
    }

    @Override
    public @Nullable Duration remaining() {
        long due = timers.firstDue();
        return due == DueKeys.NEVER ? null : Duration.ofNanos(Math.max(0, due - now()));
    }

    @Override
    public @Nullable Duration remaining(Object key) {
        long now = now();
        long left = timers.of(checked(key)).ask(key, timer -> timer.remaining(rule, now));
        return left < 0 ? null : Duration.ofNanos(left);
    }

    @Override
    String schedule() {
        return rule + " for each key";
    }

    @Override
    @Nullable
    Instant nextRun() {
        long due = timers.firstDue();
        return due == DueKeys.NEVER ? null : engine().time().toInstant(origin + due);
    }

    @Override
    TimerSnapshot timerSnapshot() {
        return new TimerSnapshot(true, timers.pending(), nextRun());
    }

    @Override
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        Instant next = nextRun();
        return next == null ? WaitingFor.of(Reason.NOT_ARMED) : WaitingFor.until(Reason.NOT_DUE, next);
    }
}
