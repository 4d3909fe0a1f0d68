package io.tasky.spring;

import io.tasky.spi.RunContextCarrier.Attempt;
import org.jspecify.annotations.Nullable;

/** One attempt, and what became of it, whatever the decorator makes of exceptions. Bound to a thread. */
final class DecoratedAttempt {

    private final Attempt attempt;

    private boolean made;

    private @Nullable Object result;

    private @Nullable Throwable failure;

    DecoratedAttempt(Attempt attempt) {
        this.attempt = attempt;
    }

    void run() {
        made = true;
        try {
            result = attempt.call();
        } catch (Throwable ex) {
            failure = ex;
            DecoratedAttempt.<RuntimeException>throwUnchanged(ex);
        }
    }

    void decoratorThrew(Throwable ex) {
        Throwable own = failure;
        if (own == null) {
            failure = ex;
        } else if (ex != own && ex.getCause() != own) {
            own.addSuppressed(ex);
        }
    }

    @Nullable
    Object outcome() throws Throwable {
        if (failure != null) {
            throw failure;
        }
        if (!made) {
            throw new IllegalStateException(
                    "A TaskDecorator did not run the task that it was given. Let it run the task, or throw.");
        }
        return result;
    }

    /** Decorators see the exception itself, checked or not. */
    @SuppressWarnings("unchecked") // Nothing is cast at run time.
    private static <E extends Throwable> void throwUnchanged(Throwable ex) throws E {
        throw (E) ex;
    }
}
