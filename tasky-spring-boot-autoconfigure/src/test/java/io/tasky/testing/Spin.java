package io.tasky.testing;

import java.util.function.BooleanSupplier;

/** Looks again and again at what other threads do, for what tells nobody when it happens. Without state, so thread-safe. */
public final class Spin {

    private Spin() {}

    /** Returns when the condition holds; the time-out of a test ends it before. */
    public static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("What this test waits for has not happened in time.");
            }
            Thread.onSpinWait();
        }
    }
}
