package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.TickDelays;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What everything that keeps ticks from starting keeps to: its test extends this one. Without state, so thread-safe. */
public abstract class TickDelaysContract {

    private static final int MANY = 1_000;

    private static final long[] BOUNDS = {1, 2, 1_000_000_000, Long.MAX_VALUE};

    /** Creates the contract's tests. */
    protected TickDelaysContract() {}

    /**
     * Makes what the test is about.
     *
     * @return the delays
     */
    protected abstract TickDelays create();

    private static List<Duration> pauses(TickDelays delays, String task) {
        return IntStream.rangeClosed(1, MANY)
                .mapToObj(failures -> delays.pause(task, failures))
                .toList();
    }

    @Test
    void everyPauseIsZeroOrMoreHoweverManyFailuresThereWere() {
        assertThat(pauses(create(), "task")).noneMatch(Duration::isNegative);
        assertThat(create().pause("task", Integer.MAX_VALUE)).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void pausesHaveNothingToDoWithWhatWasAskedBefore() {
        TickDelays delays = create();
        List<Duration> first = pauses(delays, "task");
        assertThat(pauses(delays, "other")).hasSameSizeAs(first);
        assertThat(pauses(delays, "task")).isEqualTo(first);
    }

    @Test
    void chanceStaysBelowItsBound() {
        TickDelays delays = create();
        for (long bound : BOUNDS) {
            assertThat(LongStream.generate(() -> delays.jitter(bound)).limit(MANY))
                    .allMatch(jitter -> jitter >= 0 && jitter < bound);
        }
    }
}
