package io.tasky.benchmarks.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests what is told of the starts of periodic tasks. */
class TickStatisticsTests {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final int PERIODS = 5;

    @Test
    void exactTaskHasEveryRunAndNeitherJitterNorDrift() {
        TickStatistics exact = statistics(millis(70, 1070, 2070, 3070, 4070));
        assertThat(exact.runs()).isEqualTo(1);
        assertThat(exact.jitter()).containsExactly(0, 0, 0);
        assertThat(exact.drift()).isZero();
    }

    @Test
    void tickBeyondTheEdgeIsNotMissed() {
        assertThat(statistics(millis(70, 1070, 2070, 3070)).runs()).isEqualTo(1);
    }

    @Test
    void missedRunIsMissed() {
        assertThat(statistics(millis(70, 1070, 3070, 4070)).runs()).isEqualTo(0.75);
        assertThat(statistics(millis(70, 1070)).runs()).isEqualTo(0.5);
        assertThat(statistics(millis()).runs()).isZero();
    }

    @Test
    void runTooManyIsCounted() {
        assertThat(statistics(millis(70, 1070, 1570, 2070, 3070, 4070)).runs()).isEqualTo(1.25);
    }

    @Test
    void jitterIsTheDistanceOffThePeriodEitherWay() {
        TickStatistics late = statistics(millis(0, 1005, 2000, 3000, 4000));
        assertThat(late.jitter()).containsExactly(0, 5_000_000, 5_000_000);
        assertThat(TickStatistics.share(late.jitter(), 0.99)).isEqualTo(5);
        assertThat(late.drift()).isZero();
    }

    @Test
    void driftIsThatOfTheTaskInTheMiddle() {
        TickStatistics drifting =
                statistics(millis(0, 1002, 2004, 3006), millis(10, 1012, 2014, 3016), millis(20, 1020, 2020, 3400));
        assertThat(drifting.drift()).isCloseTo(6, within(1e-9));
    }

    @Test
    void driftIsToldAlsoWhereARunIsMissing() {
        assertThat(statistics(millis(0, 1000, 3004)).drift()).isCloseTo(4, within(1e-9));
    }

    @Test
    void whatWasNotMeasuredIsNoNumber() {
        TickStatistics nothing = statistics(millis(70));
        assertThat(nothing.drift()).isNaN();
        assertThat(TickStatistics.share(nothing.jitter(), 1)).isNaN();
    }

    private static TickStatistics statistics(long[]... tasks) {
        return new TickStatistics(List.of(tasks), PERIOD, PERIODS);
    }

    private static long[] millis(long... starts) {
        return LongStream.of(starts)
                .map(start -> Duration.ofMillis(start).toNanos())
                .toArray();
    }
}
