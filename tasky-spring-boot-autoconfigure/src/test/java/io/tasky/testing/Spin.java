package io.tasky.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks again and again at what other threads do, for what tells nobody when it happens. Without state, so thread-safe. */
public final class Spin {

    /** Only a failure takes so long. */
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

    private Spin() {}

    /** Returns when the condition holds; fails with what all threads do if that takes too long. */
    public static void until(BooleanSupplier condition) {
        until(condition, Spin::threads);
    }

    /** Returns when the condition holds; fails with what there is if that takes too long, or the test is interrupted. */
    public static void until(BooleanSupplier condition, Supplier<String> state) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - began > LIMIT) {
                throw new AssertionError("What this test waits for has not happened in time. Now:\n" + state.get());
            }
            Thread.onSpinWait();
        }
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream().map(Spin::thread).collect(Collectors.joining("\n"));
    }

    private static String thread(Map.Entry<Thread, StackTraceElement[]> entry) {
        return entry.getKey().getName() + " is " + entry.getKey().getState()
                + Arrays.stream(entry.getValue())
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }
}
