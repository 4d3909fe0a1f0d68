package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedScheduleTests {

    private final TimeSource time = new ManualTimeSource();

    /** The same grid, whose moments are found one by one. */
    private record StepByStep(long distance) implements Schedule {

        @Override
        public long next(TimeSource time, long due) {
            return due + distance;
        }
    }

    @Test
    void leapsAndCountsAgreeWithSteps() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            Duration rate = Duration.ofMillis(1 + random.nextInt(50));
            Schedule leaps = Schedule.fixedRate(rate);
            Schedule steps = new StepByStep(rate.toNanos());
            long due = random.nextLong(-10_000_000_000L, 10_000_000_000L);
            long passed = due + random.nextLong(-100_000_000L, 3_000_000_000L);
            long next = leaps.nextAfter(time, due, passed);
            assertThat(next).isEqualTo(steps.nextAfter(time, due, passed)).isGreaterThan(Math.max(due, passed));
            assertThat(leaps.count(time, due, next)).isEqualTo(steps.count(time, due, next));
        }
    }

    @Test
    void momentItselfHasPassed() {
        Schedule second = Schedule.fixedRate(Duration.ofSeconds(1));
        assertThat(second.nextAfter(time, 0, 5_000_000_000L)).isEqualTo(6_000_000_000L);
        assertThat(second.nextAfter(time, 0, 4_999_999_999L)).isEqualTo(5_000_000_000L);
        assertThat(second.count(time, 0, 1_000_000_000L)).isOne();
    }

    @Test
    void centuryIsLeaptAtOnce() {
        Schedule fast = Schedule.fixedRate(Duration.ofMillis(1));
        long century = Duration.ofDays(36_500).toNanos();
        assertThat(fast.count(time, 0, fast.nextAfter(time, 0, century))).isEqualTo(36_500L * 86_400_000 + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-30_000_000_000L, 0, 30_000_000_000L})
    void whatHasNoEndIsCountedUpToALimit(long from) {
        assertThat(new StepByStep(1).count(time, from, Long.MAX_VALUE)).isEqualTo(Schedule.MOST_COUNTED);
        assertThat(Schedule.fixedRate(Duration.ofSeconds(1)).count(time, from, Long.MAX_VALUE))
                .isEqualTo(Schedule.MOST_COUNTED);
    }

    @Test
    void delayHasOneMomentUntilTheEndOfItsRun() {
        assertThat(Schedule.fixedDelay(Duration.ofSeconds(1)).count(time, 0, Long.MAX_VALUE))
                .isOne();
    }
}
