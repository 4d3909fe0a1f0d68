package io.tasky.test;

import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An attempt that goes on: on a thread, or until a stage is complete that its method returned. Thread-safe. */
final class RunningAttempt {

    /** A thread that has been at the same place for so long is taken to wait for something that is not to come by itself. */
    private static final long QUIET_NANOS = Duration.ofMillis(50).toNanos();

    /** The same for one that was found to wait before, and is looked at again. */
    private static final long STILL_QUIET_NANOS = Duration.ofMillis(10).toNanos();

    private final String runId;

    private final String pool;

    private final @Nullable String queue;

    private final Thread thread;

    private volatile @Nullable CompletableFuture<?> stage;

    /** Where the thread was seen, and since when, in real time. Guarded by this object's monitor. */
    private StackTraceElement @Nullable [] place;

    private long since;

    private boolean wasQuiet;

    RunningAttempt(String runId, String pool, @Nullable String queue, Thread thread) {
        this.runId = runId;
        this.pool = pool;
        this.queue = queue;
        this.thread = thread;
    }

    String runId() {
        return runId;
    }

    String pool() {
        return pool;
    }

    @Nullable
    String queue() {
        return queue;
    }

    /** The thread that executes it, or null if it has none any more. */
    @Nullable
    Thread thread() {
        return stage == null ? thread : null;
    }

    /** Its method has returned a stage. */
    void returned(CompletableFuture<?> incomplete, Runnable whenComplete) {
        stage = incomplete;
        CompletionStage<?> end = incomplete;
        end.whenComplete((value, failure) -> whenComplete.run());
    }

    /** Something has happened that may have moved it. */
    synchronized void lookAgain() {
        since = RealTime.nanos();
    }

    /** Whether it waits for the clock, so that it cannot go on before that moves. */
    boolean waitsForTime(ManualTimeSource time) {
        return stage == null && time.isWaiting(thread);
    }

    /** Whether it waits for something. */
    boolean hangs(ManualTimeSource time) {
        CompletableFuture<?> returned = stage;
        return returned != null ? !returned.isDone() : time.isWaiting(thread) || isQuiet();
    }

    private synchronized boolean isQuiet() {
        boolean blocked = switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
        StackTraceElement[] now = blocked ? thread.getStackTrace() : null;
        if (now == null || !Arrays.equals(now, place)) {
            place = now;
            since = RealTime.nanos();
            wasQuiet = false;
            return false;
        }
        boolean quiet = RealTime.nanos() - since >= (wasQuiet ? STILL_QUIET_NANOS : QUIET_NANOS);
        wasQuiet |= quiet;
        return quiet;
    }
}
