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
     * Captures what is bound to this thread.
     *
     * @return what was captured, or null if there is nothing to carry
     */
    @Nullable
    Captured capture();

    /** What was captured. Thread-safe; may be applied more than once. */
    interface Captured {

        /**
         * Binds it to this thread.
         *
         * @return closing it brings back what was bound before, on the same thread
         */
        Scope apply();
    }

    /** What is bound until it is closed. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
