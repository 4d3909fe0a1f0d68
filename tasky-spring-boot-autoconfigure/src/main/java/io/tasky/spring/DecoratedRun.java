package io.tasky.spring;

import io.tasky.spi.RunContextCarrier.Attempt;
import io.tasky.spi.RunContextCarrier.Captured;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;

/**
 * A run whose attempts go through a task decorator. Used by one thread at a time.
 */
final class DecoratedRun implements Captured {

    private final Runnable decorated;

    private final @Nullable Captured around;

    /** The attempt that the decorated task is to make. */
    private volatile @Nullable DecoratedAttempt current;

    /** Decorates on this thread, once for all attempts. */
    DecoratedRun(TaskDecorator decorator, @Nullable Captured around) {
        this.around = around;
        this.decorated = decorator.decorate(this::runCurrent);
    }

    @Override
    public @Nullable Object call(Attempt attempt) throws Throwable {
        return around == null ? callDecorated(attempt) : around.call(() -> callDecorated(attempt));
    }

    private @Nullable Object callDecorated(Attempt attempt) throws Throwable {
        DecoratedAttempt made = new DecoratedAttempt(attempt);
        current = made;
        try {
            decorated.run();
        } catch (Throwable ex) {
            made.decoratorThrew(ex);
        } finally {
            current = null;
        }
        return made.outcome();
    }

    private void runCurrent() {
        DecoratedAttempt attempt = current;
        if (attempt == null) {
            throw new IllegalStateException("A TaskDecorator ran a task after the attempt had ended."
                    + " Let it run the task once, within its own run().");
        }
        attempt.run();
    }

    /** One attempt, and what became of it, whatever the decorator makes of exceptions. Bound to a thread. */
    private static final class DecoratedAttempt {

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
}
