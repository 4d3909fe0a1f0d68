package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.TickDelays.Pauses;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExponentialTickDelaysTests {

    private final ExponentialTickDelays delays = new ExponentialTickDelays();

    @Test
    void eachPauseIsTwiceAsLongAsTheOneBeforeUpToAMinute() {
        Pauses pauses = delays.pauses("task");
        assertThat(Stream.generate(pauses::next).limit(9).map(pause -> pause.toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void pausesOfDifferentTasksHaveNothingToDoWithOneAnother() {
        delays.pauses("task").next();
        assertThat(delays.pauses("other").next()).hasSeconds(1);
    }
}
