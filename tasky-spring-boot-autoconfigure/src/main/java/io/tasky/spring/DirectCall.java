package io.tasky.spring;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call of a background task's method through to the method: a call that a run makes by itself has to pass the
 * proxy, because of its other advice, but must not be submitted again. Bound to a thread.
 */
final class DirectCall {

    private static final ThreadLocal<@Nullable String> EXPECTED = new ThreadLocal<>();

    /** How many calls are announced on all threads: nearly always none, which is cheaper to see than one's own. */
    private static final AtomicInteger ANNOUNCED = new AtomicInteger();

    private DirectCall() {}

    static void expect(String task) {
        ANNOUNCED.incrementAndGet();
        EXPECTED.set(task);
    }

    /** To be called once for every call that was announced, after it. */
    static void forget() {
        EXPECTED.remove();
        ANNOUNCED.decrementAndGet();
    }

    /** Whether this very call was announced. It counts once: what the method calls in turn is submitted. */
    static boolean passes(String task) {
        if (ANNOUNCED.get() == 0 || !task.equals(EXPECTED.get())) {
            return false;
        }
        EXPECTED.remove();
        return true;
    }
}
