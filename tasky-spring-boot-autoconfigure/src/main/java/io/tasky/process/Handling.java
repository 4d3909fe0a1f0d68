package io.tasky.process;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a process is treated. Immutable.
 *
 * @param output who takes its output, or null for the log
 * @param errors who takes its error output, or null for the log
 * @param input whether it gets what is sent to its run
 * @param accepted the exit codes that are no failure
 * @param stopGrace how long it may go on after it was asked to end
 */
record Handling(
        @Nullable LineConsumer output,
        @Nullable LineConsumer errors,
        boolean input,
        Set<Integer> accepted,
        Duration stopGrace) {

    static final Handling DEFAULTS = new Handling(null, null, true, Set.of(0), Duration.ofSeconds(5));

    Handling {
        accepted = Set.copyOf(accepted);
        if (stopGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "The stop grace of a process must not be negative, was " + stopGrace + ". Give it zero or more.");
        }
    }

    Handling withOutput(LineConsumer consumer) {
        return new Handling(consumer, errors, input, accepted, stopGrace);
    }

    Handling withErrors(LineConsumer consumer) {
        return new Handling(output, consumer, input, accepted, stopGrace);
    }

    Handling withoutInput() {
        return new Handling(output, errors, false, accepted, stopGrace);
    }

    Handling accepting(Set<Integer> codes) {
        return new Handling(output, errors, input, codes, stopGrace);
    }

    Handling withStopGrace(Duration grace) {
        return new Handling(output, errors, input, accepted, grace);
    }
}
