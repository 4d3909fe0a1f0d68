package io.tasky.spring;

import io.tasky.spi.RunContextCarrier.Attempt;
import io.tasky.spi.RunContextCarrier.Captured;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;

/**
 * What goes through a task decorator: the attempts of a run, or of several that were captured at once. Thread-safe, as far
 * as the decorator is.
 */
final class DecoratedRun implements Captured {

    /** The attempt that a decorated task is to make on this thread: the innermost, where one is made inside another. */
    private static final ThreadLocal<@Nullable DecoratedAttempt> CURRENT = new ThreadLocal<>();

    private final Runnable decorated;

    private final @Nullable Captured around;

    /** Decorates on this thread, once for all attempts. */
    DecoratedRun(TaskDecorator decorator, @Nullable Captured around) {
        this.around = around;
        this.decorated = decorator.decorate(DecoratedRun::runCurrent);
    }

    @Override
    public @Nullable Object call(Attempt attempt) throws Throwable {
        return around == null ? callDecorated(attempt) : around.call(() -> callDecorated(attempt));
    }

    private @Nullable Object callDecorated(Attempt attempt) throws Throwable {
        DecoratedAttempt made = new DecoratedAttempt(attempt);
        DecoratedAttempt outer = CURRENT.get();
        CURRENT.set(made);
        try {
            decorated.run();
        } catch (Throwable ex) {
            made.decoratorThrew(ex);
        } finally {
            CURRENT.set(outer);
        }
        return made.outcome();
    }

    private static void runCurrent() {
        DecoratedAttempt attempt = CURRENT.get();
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
