package io.tasky.benchmarks.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the delays of timers. */
class DelaysTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void delaysAreAlike() {
        Delays delays = Delays.alike(3, MINUTE);
        assertThat(IntStream.range(0, 3).mapToLong(delays::nanos)).containsOnly(MINUTE.toNanos());
    }

    @Test
    void delaysVaryAroundTheirMean() {
        Delays delays = Delays.varied(1_000, MINUTE);
        assertThat(IntStream.range(0, 1_000).mapToLong(delays::nanos))
                .allMatch(nanos -> nanos >= MINUTE.toNanos() / 2 && nanos < MINUTE.toNanos() / 2 * 3)
                .doesNotHaveDuplicates();
        assertThat(delays.mean()).isEqualTo(MINUTE);
    }
}
