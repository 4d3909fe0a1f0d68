package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimeSourceTests {

    @Test
    void lengthThatFitsIsItsNanoseconds() {
        assertThat(TimeSource.nanosOf(Duration.ofMillis(3))).isEqualTo(3_000_000);
    }

    @Test
    void lengthBeyondWhatCanBeComparedCountsAsTheLongestThatCan() {
        assertThat(TimeSource.nanosOf(ChronoUnit.FOREVER.getDuration())).isEqualTo(Long.MAX_VALUE / 2);
    }

    @Test
    void lengthBelowZeroCountsAsZero() {
        assertThat(TimeSource.nanosOf(ChronoUnit.FOREVER.getDuration().negated()))
                .isZero();
        assertThat(TimeSource.nanosOf(Duration.ofNanos(-1))).isZero();
    }
}
