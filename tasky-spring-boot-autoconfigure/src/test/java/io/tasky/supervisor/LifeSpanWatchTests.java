package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import io.tasky.supervisor.LifeSpan.Mode;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The end of a time during which something else happens to the supervisor. */
class LifeSpanWatchTests {

    private static final Duration SPAN = Duration.ofSeconds(10);

    private final AtomicInteger ends = new AtomicInteger();

    private final ManualTimeSource time = new ManualTimeSource();

    private SupervisorState state = SupervisorState.RUNNING;

    private void pass(Runnable quiet) {
        LifeSpanWatch watch = new LifeSpanWatch(
                time,
                mock(TaskRegistry.class),
                new Ending(new LifeSpan(Mode.FOR, SPAN), ends::incrementAndGet),
                () -> state,
                quiet);
        watch.stateChanged(SupervisorState.RUNNING);
        time.advance(SPAN);
    }

    @Test
    void endThatComesWhileSomebodyStopsIsLeftToThat() {
        try (CapturedLog log = new CapturedLog()) {
            pass(() -> {
                state = SupervisorState.STOPPING;
                throw new IllegalStateException("Cannot go from STOPPING to QUIET.");
            });
            assertThat(ends).hasValue(0);
            assertThat(log.at(Level.WARN)).isEmpty();
        }
    }

    @Test
    void taskThatCannotBecomeQuietDoesNotKeepTheApplicationFromItsEnd() {
        try (CapturedLog log = new CapturedLog()) {
            pass(() -> {
                throw new NoClassDefFoundError("clock");
            });
            assertThat(ends).hasValue(1);
            assertThat(log.textsAt(Level.WARN))
                    .containsExactly("Not all tasks could be kept from starting more when the application's time was"
                            + " over: clock");
        }
    }
}
