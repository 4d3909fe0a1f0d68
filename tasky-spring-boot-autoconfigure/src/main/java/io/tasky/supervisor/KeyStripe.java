package io.tasky.supervisor;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The timers of some keys. Thread-safe; under its monitor it calls nothing foreign but {@code equals} of keys, as every map
 * does under its own.
 */
final class KeyStripe {

    /** How many timers are looked at in one go. */
    private static final int LOOKS = 1_000;

    private final TimerRule rule;

    /** Those that are pending, within the delay of a leading one, or have a run. */
    private final KeyTable timers = new KeyTable();

    private final DueKeys due = new DueKeys(new DueHeap());

    /** Whether delays begin with the reset, and not with the opening. */
    private boolean begun;

    private long pending;

    /** When there is something to do. Written under the monitor. */
    private volatile long next = DueKeys.NEVER;

    KeyStripe(TimerRule rule) {
        this.rule = rule;
    }

    long next() {
        return next;
    }

    /** Answers the moment to come back at; {@link DueKeys#NEVER} where an earlier one was known before. */
    synchronized long reset(Object key, @Nullable Object event, long now) {
        int hash = KeyTable.hash(key);
        KeyTimer timer = timers.get(key, hash);
        if (timer == null) {
            timer = new KeyTimer(key, hash);
            timers.add(timer);
        }
        boolean was = timer.isPending(rule);
        if (begun) {
            timer.reset(rule, now, event);
        } else {
            timer.resetEarly(event);
        }
        count(timer, was);
        if (!due.add(timer)) {
            return DueKeys.NEVER;
        }
        updateNext();
        return timer.owes() ? now : timer.due();
    }

    private void count(KeyTimer timer, boolean was) {
        boolean is = timer.isPending(rule);
        if (is != was) {
            pending += is ? 1 : -1;
        }
    }

    private void updateNext() {
        next = due.next();
    }

    /** Delays begin from now on, also those of the keys that were reset before. */
    synchronized void begin(long now) {
        if (begun) {
            return;
        }
        begun = true;
        timers.removeIf(timer -> {
            boolean was = timer.isPending(rule);
            timer.begin(rule, now);
            count(timer, was);
            due.add(timer);
            return false;
        });
        updateNext();
    }

    /** Delays of keys that are reset from now on begin later. */
    synchronized void hold() {
        begun = false;
    }

    /** Takes a timer that is to run now, and may answer null although there are more. */
    synchronized @Nullable TimerTick take(long now, long origin) {
        KeyTimer timer = due.pollOwing();
        for (int looks = 0; timer == null && due.isDue(now) && looks < LOOKS; looks++) {
            timer = expired(now);
        }
        TimerTick tick = timer == null ? null : start(timer, origin);
        updateNext();
        return tick;
    }

    private @Nullable KeyTimer expired(long now) {
        KeyTimer timer = due.look(now);
        if (timer == null) {
            return null;
        }
        timer.expire(rule, now);
        forgetIfIdle(timer);
        return timer.canStart() ? timer : null;
    }

    private TimerTick start(KeyTimer timer, long origin) {
        due.withdraw(timer);
        timer.running = true;
        long moment = origin + timer.fired();
        Object event = timer.start();
        count(timer, true);
        return new TimerTick(moment, timer, event);
    }

    /** A run that was taken could not start. */
    synchronized void giveBack(KeyTimer timer, @Nullable Object event) {
        boolean was = timer.isPending(rule);
        timer.running = false;
        timer.giveBack(event);
        count(timer, was);
        due.add(timer);
        updateNext();
    }

    /** A run has ended; answers whether its key owes another one. */
    synchronized boolean ended(KeyTimer timer) {
        timer.running = false;
        due.add(timer);
        forgetIfIdle(timer);
        updateNext();
        return timer.owes();
    }

    private void forgetIfIdle(KeyTimer timer) {
        if (timer.isIdle() && !timer.running) {
            timers.remove(timer);
            due.forget(timer);
        }
    }

    synchronized boolean cancel(Object key) {
        KeyTimer timer = timers.get(key, KeyTable.hash(key));
        if (timer == null) {
            return false;
        }
        boolean was = timer.cancel(rule);
        count(timer, was);
        due.withdraw(timer);
        forgetIfIdle(timer);
        updateNext();
        return was;
    }

    synchronized boolean cancelAll() {
        boolean any = pending > 0;
        due.clear();
        timers.removeIf(timer -> {
            timer.cancel(rule);
            timer.queued = false;
            return !timer.running;
        });
        pending = 0;
        updateNext();
        return any;
    }

    synchronized boolean fire(Object key, long now) {
        KeyTimer timer = timers.get(key, KeyTable.hash(key));
        if (timer == null || !timer.fire(rule, now)) {
            return false;
        }
        due.add(timer);
        updateNext();
        return true;
    }

    synchronized boolean fireAll(long now) {
        timers.removeIf(timer -> {
            timer.fire(rule, now);
            due.add(timer);
            return false;
        });
        updateNext();
        return pending > 0;
    }

    synchronized long pending() {
        return pending;
    }

    /** What is asked of one key's timer if it is pending, else -1. */
    synchronized long ask(Object key, ToLongFunction<KeyTimer> question) {
        KeyTimer timer = timers.get(key, KeyTable.hash(key));
        return timer != null && timer.isPending(rule) ? question.applyAsLong(timer) : -1;
    }

    /** When the first one fires, or has fired and owes its run; {@link DueKeys#NEVER} if none does. */
    synchronized long firstDue() {
        long owed = due.firstOwed();
        long first = rule.leading() ? owed : Math.min(owed, due.firstDue());
        updateNext();
        return first;
    }
}
