package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules in the nights in which the clocks change. */
class DaylightSavingTests {

    private static final String BERLIN = "Europe/Berlin";

    private static final String NEW_YORK = "America/New_York";

    /** The next ticks of an expression from a moment on, in the local time of their zone. */
    private static List<String> ticks(String expression, String zone, String from, int count) {
        ManualTime time = new ManualTime(ZonedDateTime.parse(from).toInstant().toString());
        return ticks(CronSchedule.parse(expression, ZoneId.of(zone)), time, zone, count);
    }

    private static List<String> ticks(Schedule schedule, ManualTime time, String zone, int count) {
        List<String> ticks = new ArrayList<>();
        long tick = schedule.first(time, Duration.ZERO);
        for (int i = 0; i < count; i++) {
            ticks.add(time.toInstant(tick)
                    .atZone(ZoneId.of(zone))
                    .toOffsetDateTime()
                    .toString());
            tick = schedule.next(time, tick);
        }
        return ticks;
    }

    @ParameterizedTest
    @CsvSource({
        BERLIN + ", 2026-03-28T12:00+01:00, 2026-03-30T02:30+02:00, 2026-03-31T02:30+02:00",
        NEW_YORK + ", 2026-03-07T12:00-05:00, 2026-03-09T02:30-04:00, 2026-03-10T02:30-04:00"
    })
    void tickOfAnHourThatIsLeftOutDoesNotCome(String zone, String from, String first, String second) {
        assertThat(ticks("0 30 2 * * *", zone, from, 2)).containsExactly(first, second);
    }

    @Test
    void tickOfAnHourThatIsRepeatedComesTwice() {
        assertThat(ticks("0 30 2 * * *", BERLIN, "2026-10-24T12:00+02:00", 3))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-26T02:30+01:00");
        assertThat(ticks("0 30 1 * * *", NEW_YORK, "2026-10-31T12:00-04:00", 3))
                .containsExactly("2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00", "2026-11-02T01:30-05:00");
    }

    @ParameterizedTest
    @CsvSource({
        BERLIN + ", 2026-03-29T00:30+01:00, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00, 2026-03-29T04:00+02:00",
        BERLIN + ", 2026-10-25T01:30+02:00, 2026-10-25T02:00+02:00, 2026-10-25T02:00+01:00, 2026-10-25T03:00+01:00",
        NEW_YORK + ", 2026-03-08T00:30-05:00, 2026-03-08T01:00-05:00, 2026-03-08T03:00-04:00, 2026-03-08T04:00-04:00",
        NEW_YORK + ", 2026-11-01T00:30-04:00, 2026-11-01T01:00-04:00, 2026-11-01T01:00-05:00, 2026-11-01T02:00-05:00"
    })
    void hourlyTicksAreAlwaysAnHourApart(String zone, String from, String first, String second, String third) {
        assertThat(ticks("0 0 * * * *", zone, from, 3)).containsExactly(first, second, third);
    }

    @Test
    void tickOutsideThatHourKeepsItsTimeOfDay() {
        assertThat(ticks("0 0 4 * * *", BERLIN, "2026-03-28T12:00+01:00", 2))
                .containsExactly("2026-03-29T04:00+02:00", "2026-03-30T04:00+02:00");
        assertThat(ticks("0 0 4 * * *", NEW_YORK, "2026-10-31T12:00-04:00", 2))
                .containsExactly("2026-11-01T04:00-05:00", "2026-11-02T04:00-05:00");
    }

    @Test
    void ticksOfThatNightAreCountedAsOftenAsTheyCome() {
        ManualTime time = new ManualTime("2026-10-25T00:00:00Z");
        Schedule nightly = CronSchedule.parse("0 30 2 * * *", ZoneId.of(BERLIN));
        long first = nightly.first(time, Duration.ZERO);
        long next = nightly.nextAfter(time, first, time.at("2026-10-25T12:00:00Z"));
        assertThat(nightly.count(time, first, next)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        BERLIN + ", 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
        BERLIN + ", 2026-10-25T02:00+02:00, 2026-10-25T02:00+01:00",
        NEW_YORK + ", 2026-03-08T01:00-05:00, 2026-03-08T03:00-04:00",
        NEW_YORK + ", 2026-11-01T01:00-04:00, 2026-11-01T01:00-05:00"
    })
    void fixedRateIsMeasuredAndNotTold(String zone, String from, String next) {
        ManualTime time = new ManualTime(ZonedDateTime.parse(from).toInstant().toString());
        assertThat(ticks(Schedule.fixedRate(Duration.ofHours(1)), time, zone, 2))
                .containsExactly(from, next);
    }
}
