package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.Schedule;
import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When cron expressions are due. */
class CronScheduleTests {

    private final ManualTime time = new ManualTime("2026-03-28T12:00:00Z");

    @Test
    void theFirstTickIsTheNextOneOfTheExpression() {
        assertThat(nightly("UTC").first(time, Duration.ZERO)).isEqualTo(time.at("2026-03-29T02:00:00Z"));
    }

    @Test
    void theZoneDecidesAndFollowsDaylightSaving() {
        Schedule schedule = CronSchedule.parse("0 30 4 * * *", ZoneId.of("Europe/Berlin"));
        ManualTime before = new ManualTime("2026-03-27T12:00:00Z");
        long first = schedule.first(before, Duration.ZERO);
        assertThat(before.toInstant(first)).isEqualTo("2026-03-28T03:30:00Z");
        before.advance(Duration.ofNanos(first));
        assertThat(before.toInstant(schedule.next(before, first))).isEqualTo("2026-03-29T02:30:00Z");
    }

    @Test
    void theNextTickLiesStrictlyAfterTheLast() {
        long tick = time.at("2026-03-29T02:00:00Z");
        time.advance(Duration.ofNanos(tick));
        assertThat(nightly("UTC").next(time, tick)).isEqualTo(time.at("2026-03-30T02:00:00Z"));
    }

    @Test
    void aTickThatCameATrifleEarlyDoesNotComeTwice() {
        long tick = time.at("2026-03-29T02:00:00Z") - Duration.ofMillis(3).toNanos();
        time.advance(Duration.ofNanos(tick));
        assertThat(nightly("UTC").next(time, tick)).isEqualTo(time.at("2026-03-30T02:00:00Z"));
    }

    @Test
    void theTicksThatHavePassedAreKnownAndCanBeLeftOut() {
        long tick = time.at("2026-03-29T02:00:00Z");
        time.advance(Duration.ofDays(5));
        assertThat(nightly("UTC").next(time, tick)).isEqualTo(time.at("2026-03-30T02:00:00Z"));
        long next = nightly("UTC").nextAfter(time, tick, time.nanoTime());
        assertThat(next).isEqualTo(time.at("2026-04-03T02:00:00Z"));
        assertThat(nightly("UTC").count(time, tick, next)).isEqualTo(5);
    }

    @Test
    void anExpressionWithoutAFutureIsNeverDue() {
        Schedule never = CronSchedule.parse("0 0 0 30 2 *", ZoneOffset.UTC);
        assertThat(never.first(time, Duration.ZERO)).isEqualTo(Long.MAX_VALUE);
        assertThat(never.next(time, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(never.nextAfter(time, 0, 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itTellsItsExpressionAndZone() {
        assertThat(nightly("Europe/Berlin")).hasToString("cron 0 0 2 * * * (Europe/Berlin)");
        assertThat(nightly("Europe/Berlin").waitsForEnd()).isFalse();
        assertThat(nightly("Europe/Berlin").followsClock()).isTrue();
    }

    @Test
    void anExpressionThatIsNoneIsRefused() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> CronSchedule.parse("* *", ZoneOffset.UTC))
                .withMessage("'* *' is no cron expression: Cron expression must consist of 6 fields"
                        + " (found 2 in \"* *\")")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    private static Schedule nightly(String zone) {
        return CronSchedule.parse("0 0 2 * * *", ZoneId.of(zone));
    }
}
