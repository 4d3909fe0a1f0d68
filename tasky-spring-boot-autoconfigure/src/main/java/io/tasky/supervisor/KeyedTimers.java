package io.tasky.supervisor;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The timers of all keys, in stripes, so that threads that reset different keys do not wait for one another, and each heap is
 * small. Thread-safe.
 */
final class KeyedTimers {

    /**
     * The stripe that has something to do first.
     *
     * @param stripe the stripe
     * @param moment when, as it said then; it may say something else by now
     */
    record First(KeyStripe stripe, long moment) {}

    private static final int BITS = 4;

    private final KeyStripe[] stripes = new KeyStripe[1 << BITS];

    KeyedTimers(TimerRule rule) {
        Arrays.setAll(stripes, index -> new KeyStripe(rule));
    }

    /** The stripe of a key, by other bits of its hash than the tables use. */
    KeyStripe of(Object key) {
        return stripes[(key.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - BITS)];
    }

    /** The stripe that has something to do first. */
    First first() {
        KeyStripe first = stripes[0];
        long earliest = first.next();
        for (KeyStripe stripe : stripes) {
            long next = stripe.next();
            if (next < earliest) {
                first = stripe;
                earliest = next;
            }
        }
        return new First(first, earliest);
    }

    long pending() {
        return sum(KeyStripe::pending);
    }

    private long sum(ToLongFunction<KeyStripe> part) {
        return Arrays.stream(stripes).mapToLong(part).sum();
    }

    long firstDue() {
        return Arrays.stream(stripes).mapToLong(KeyStripe::firstDue).min().orElse(DueKeys.NEVER);
    }

    void begin(long now) {
        for (KeyStripe stripe : stripes) {
            stripe.begin(now);
        }
    }

    void hold() {
        for (KeyStripe stripe : stripes) {
            stripe.hold();
        }
    }

    boolean cancelAll() {
        return inAny(KeyStripe::cancelAll);
    }

    boolean fireAll(long now) {
        return inAny(stripe -> stripe.fireAll(now));
    }

    /** Does it in all of them. */
    private boolean inAny(Predicate<KeyStripe> action) {
        boolean any = false;
        for (KeyStripe stripe : stripes) {
            any |= action.test(stripe);
        }
        return any;
    }
}
