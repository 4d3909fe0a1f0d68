package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.spi.RunContextCarrier.Attempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.TaskDecorator;

/** A decorator wraps a task that neither returns nor throws what an attempt does. */
class DecoratedRunTests {

    private final List<String> events = new ArrayList<>();

    private final IOException failure = new IOException("attempt");

    private final Attempt failing = () -> {
        throw failure;
    };

    private static DecoratedRun run(TaskDecorator decorator) {
        return new DecoratedRun(decorator, null);
    }

    @Test
    void runIsDecoratedOnceAndEachAttemptGoesThroughTheDecorator() throws Throwable {
        DecoratedRun run = run(task -> {
            events.add("decorated");
            return () -> {
                events.add("before");
                task.run();
                events.add("after");
            };
        });
        assertThat(run.call(() -> events.add("one") ? "first" : null)).isEqualTo("first");
        assertThat(run.call(() -> events.add("two") ? "second" : null)).isEqualTo("second");
        assertThat(events).containsExactly("decorated", "before", "one", "after", "before", "two", "after");
    }

    @Test
    void whatIsCapturedIsAroundTheDecorator() throws Throwable {
        DecoratedRun run = new DecoratedRun(
                task -> () -> {
                    events.add("decorator");
                    task.run();
                },
                attempt -> {
                    events.add("captured");
                    return attempt.call();
                });
        assertThat(run.call(() -> "result")).isEqualTo("result");
        assertThat(events).containsExactly("captured", "decorator");
    }

    @Test
    void checkedExceptionPassesUnchangedAndTheDecoratorSeesIt() {
        DecoratedRun run = run(task -> () -> {
            try {
                task.run();
            } catch (Throwable ex) {
                events.add(ex.toString());
                throw ex;
            }
        });
        assertThatThrownBy(() -> run.call(failing)).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(events).containsExactly("java.io.IOException: attempt");
    }

    @Test
    void exceptionThatTheDecoratorWrapsPassesUnchanged() {
        DecoratedRun run = run(task -> () -> {
            try {
                task.run();
            } catch (Throwable ex) {
                throw new IllegalStateException("wrapped", ex);
            }
        });
        assertThatThrownBy(() -> run.call(failing)).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void exceptionThatTheDecoratorSwallowsIsNotLost() {
        DecoratedRun run = run(task -> () -> {
            try {
                task.run();
            } catch (Throwable ex) {
                events.add("swallowed");
            }
        });
        assertThatThrownBy(() -> run.call(failing)).isSameAs(failure);
        assertThat(events).containsExactly("swallowed");
    }

    @Test
    void exceptionOfTheDecoratorItselfIsKeptBesideThatOfTheAttempt() {
        IllegalStateException own = new IllegalStateException("cleaning up");
        DecoratedRun run = run(task -> () -> {
            try {
                task.run();
            } catch (Throwable ex) {
                throw own;
            }
        });
        assertThatThrownBy(() -> run.call(failing)).isSameAs(failure).hasSuppressedException(own);
    }

    @Test
    void exceptionOfTheDecoratorFailsTheAttempt() {
        IllegalStateException own = new IllegalStateException("cleaning up");
        DecoratedRun run = run(task -> () -> {
            task.run();
            throw own;
        });
        assertThatThrownBy(() -> run.call(() -> "result")).isSameAs(own);
    }

    @Test
    void decoratorThatDoesNotRunTheTaskFailsTheAttempt() {
        assertThatThrownBy(() -> run(task -> () -> {}).call(() -> "result"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A TaskDecorator did not run the task that it was given. Let it run the task, or throw.");
    }

    @Test
    void taskThatIsRunAfterItsAttemptIsRefused() throws Throwable {
        List<Runnable> kept = new ArrayList<>();
        DecoratedRun run = run(task -> {
            kept.add(task);
            return task;
        });
        run.call(() -> "result");
        assertThatThrownBy(kept.get(0)::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A TaskDecorator ran a task after the attempt had ended."
                        + " Let it run the task once, within its own run().");
    }
}
