package io.tasky.spi;

import org.jspecify.annotations.Nullable;

/**
 * Carries what belongs to the submitting thread (a logging context, a locale, a principal) to the thread that runs the
 * work: captured once where a run is submitted, applied around each of its attempts. Implementations are thread-safe.
 */
public interface RunContextCarrier {

    /** Carries nothing. */
    RunContextCarrier NONE = () -> null;

    /**
     * Captures what is bound to this thread, which submits a run.
     *
     * @return what was captured, or null if there is nothing to carry
     */
    @Nullable
    Captured capture();

    /**
     * What goes around the attempts of a run that nobody submitted: the clock caused it, or an item of a queue. Asked for
     * each of them, on any thread, so it has to be quick.
     *
     * @return by default null for nothing
     */
    default @Nullable Captured unsubmitted() {
        return null;
    }

    /**
     * What was captured, for the attempts of one run, or of several that are submitted together. Thread-safe: it may be
     * called on several threads at once.
     */
    @FunctionalInterface
    interface Captured {

        /**
         * Makes an attempt with what was captured bound to this thread, and brings back what was bound before.
         *
         * @param attempt the attempt, called once
         * @return what the attempt returns
         * @throws Throwable what the attempt throws, the very same
         */
        @Nullable
        Object call(Attempt attempt) throws Throwable;
    }

    /** One attempt of a run. Used once, on one thread. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Makes the attempt on this thread.
         *
         * @return the result, or null
         * @throws Throwable whatever the work throws
         */
        @Nullable
        Object call() throws Throwable;
    }
}
