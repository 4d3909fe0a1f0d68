package io.tasky.test;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In inline mode, collects what runs fail with while a thread executes them itself, and throws it from the outermost call that
 * let them run. On pools, it is the run's holder who hears of a failure, also of a time-out, which the clock brings about on
 * the test's own thread. Thread-safe: each thread has a collection of its own.
 */
final class FailedRuns {

    private static final ThreadLocal<@Nullable List<Throwable>> COLLECTED = new ThreadLocal<>();

    private final boolean inline;

    /** Whether a test method runs. */
    private volatile boolean testing;

    /** Those of inline mode. */
    FailedRuns() {
        this(true);
    }

    FailedRuns(boolean inline) {
        this.inline = inline;
    }

    void setTesting(boolean value) {
        testing = value;
    }

    /** A run has failed on this thread. */
    void add(Throwable failure) {
        List<Throwable> failures = COLLECTED.get();
        if (inline && failures != null) {
            failures.add(failure);
        }
    }

    /**
     * Executes work that was submitted. Outside of test methods, as while a context starts, failures are left to the log:
     * they do not keep an application from starting either.
     */
    void executeSubmitted(Runnable work) {
        if (testing) {
            surface(work);
        } else {
            work.run();
        }
    }

    /** Does something, and throws what runs failed with meanwhile, unless this call is part of another one. */
    void surface(Runnable action) {
        if (COLLECTED.get() != null) {
            action.run();
            return;
        }
        List<Throwable> failures = new ArrayList<>();
        COLLECTED.set(failures);
        Throwable failure = null;
        try {
            action.run();
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            COLLECTED.remove();
        }
        for (Throwable next : failures) {
            failure = join(failure, next);
        }
        if (failure != null) {
            throw FailedRuns.<RuntimeException>asItIs(failure);
        }
    }

    private static Throwable join(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** A test wants to see the exception of its own code, checked or not, and not one around it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // The compiler takes it for unchecked; it is thrown as it is.
    static <E extends Throwable> E asItIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
