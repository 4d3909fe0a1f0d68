package io.tasky.spring;

import org.jspecify.annotations.Nullable;

/**
 * Lets one call of a background task's method through to the method: a call that a run makes by itself has to pass the
 * proxy, because of its other advice, but must not be submitted again. Bound to a thread.
 */
final class DirectCall {

    private static final ThreadLocal<@Nullable String> EXPECTED = new ThreadLocal<>();

    private DirectCall() {}

    static void expect(String task) {
        EXPECTED.set(task);
    }

    static void forget() {
        EXPECTED.remove();
    }

    /** Whether this very call was announced. It counts once: what the method calls in turn is submitted. */
    static boolean passes(String task) {
        if (!task.equals(EXPECTED.get())) {
            return false;
        }
        EXPECTED.remove();
        return true;
    }
}
