package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.TickDelays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialTickDelaysTests {

    private final TickDelays delays = new ExponentialTickDelays();

    @Test
    void eachPauseIsTwiceAsLongAsTheOneBeforeUpToAMinute() {
        assertThat(IntStream.rangeClosed(1, 9)
                        .mapToLong(failures -> delays.pause("task", failures).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }
}
