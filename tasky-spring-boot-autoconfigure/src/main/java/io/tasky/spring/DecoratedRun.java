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
}
