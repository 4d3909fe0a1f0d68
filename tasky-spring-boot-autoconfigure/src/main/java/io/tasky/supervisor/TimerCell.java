package io.tasky.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * Where one timer stands. It is <em>armed</em> while its delay goes on; when it fires, it <em>owes</em> a run, until that
 * starts. Both may be so at once. Moments are nanoseconds of one clock. Not thread-safe: guarded by whoever has it.
 */
class TimerCell {

    /** The end of its delay if it is armed, else the moment when it fired. */
    private long due;

    /** The first of the resets that this delay goes on for. */
    private long first;

    /** The latest event since it fired. */
    private @Nullable Object event;

    private boolean armed;

    private boolean owes;

    /** Whether it was reset while its task could not run: the delay begins later. */
    private boolean early;

    /** Arms it, or puts it off. Answers whether it fires by that. */
    final boolean reset(TimerRule rule, long now, @Nullable Object latest) {
        boolean anew = !armed || (rule.leading() && due - now <= 0);
        boolean fires = rule.leading() ? anew : rule.delay() == 0;
        first = anew ? now : first;
        due = rule.due(now, first);
        armed = rule.delay() > 0;
        owes |= fires;
        if (latest != null && (fires || !rule.leading())) {
            event = latest;
        }
        return fires;
    }

    /** Notes a reset whose delay begins later. */
    final void resetEarly(@Nullable Object latest) {
        early = true;
        event = latest != null ? latest : event;
    }

    /** The delay of an early reset begins. Answers whether it fires by that. */
    final boolean begin(TimerRule rule, long now) {
        boolean begins = early;
        early = false;
        boolean fires = begins && reset(rule, now, event);
        if (begins && rule.leading() && !owes) {
            // It came too soon after one that fired; so did its event.
            event = null;
        }
        return fires;
    }

    /** Its delay is over, if it is: it fires, or, if it is a leading one, may fire again at the next reset. */
    final void expire(TimerRule rule, long now) {
        if (armed && due - now <= 0) {
            armed = false;
            owes |= !rule.leading();
        }
    }

    /** Fires before its delay is over. Answers whether it was pending. */
    final boolean fire(TimerRule rule, long now) {
        if (early || (armed && !rule.leading())) {
            early = false;
            armed = armed && rule.leading();
            due = armed ? due : now;
            owes = true;
        }
        return owes;
    }

    /** Forgets what it was to do. Answers whether it was pending. */
    final boolean cancel(TimerRule rule) {
        boolean was = isPending(rule);
        armed = false;
        owes = false;
        early = false;
        event = null;
        return was;
    }

    /** Its run starts; answers the event for that. */
    final @Nullable Object start() {
        Object latest = event;
        owes = false;
        event = null;
        return latest;
    }

    /** Its run could not start after all. */
    final void giveBack(@Nullable Object latest) {
        owes = true;
        event = event != null ? event : latest;
    }

    final boolean owes() {
        return owes;
    }

    final boolean isArmed() {
        return armed;
    }

    final boolean isEarly() {
        return early;
    }

    /** Whether it is to fire, or owes a run. */
    final boolean isPending(TimerRule rule) {
        return owes || early || (armed && !rule.leading());
    }

    final boolean isIdle() {
        return !armed && !owes && !early;
    }

    final long due() {
        return due;
    }

    /** The moment that the run it owes stands for. */
    final long fired() {
        // Armed anew since, it knows no better than that it fired before.
        return armed ? first : due;
    }

    /** How long until it fires, or owed a run; it is pending. */
    final long remaining(TimerRule rule, long now) {
        if (owes) {
            return 0;
        }
        return early ? (rule.leading() ? 0 : rule.delay()) : Math.max(0, due - now);
    }
}
