package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.spi.CronFactory;
import io.tasky.task.Schedule;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What every reader of cron expressions keeps to: its test extends this one. Without state, so thread-safe. */
public abstract class CronFactoryContract {

    private static final int SEVERAL = 50;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** Creates the contract's tests. */
    protected CronFactoryContract() {}

    /**
     * Makes what the test is about.
     *
     * @return the factory
     */
    protected abstract CronFactory create();

    /**
     * Says "each day at noon" in the language of the factory.
     *
     * @return an expression
     */
    protected abstract String dailyAtNoon();

    /**
     * Says what cannot be read.
     *
     * @return no expression
     */
    protected abstract String unreadable();

    private Schedule noon(ZoneId zone) {
        return create().create(dailyAtNoon(), zone);
    }

    private static long first(Schedule schedule, TimeSource time) {
        return schedule.first(time, Duration.ZERO);
    }

    @Test
    void momentsAreThoseOfTheExpressionInItsZone() {
        ManualTimeSource time = new ManualTimeSource();
        for (ZoneId zone : new ZoneId[] {ZoneOffset.UTC, TOKYO}) {
            Schedule schedule = noon(zone);
            long moment = first(schedule, time);
            for (int i = 0; i < SEVERAL; i++) {
                assertThat(time.toInstant(moment).atZone(zone).toLocalTime()).isEqualTo(LocalTime.NOON);
                long next = schedule.next(time, moment);
                assertThat(next - moment).isEqualTo(Duration.ofDays(1).toNanos());
                moment = next;
            }
        }
    }

    @Test
    void firstMomentIsStillToCome() {
        ManualTimeSource time = new ManualTimeSource();
        assertThat(first(noon(TOKYO), time) - time.nanoTime())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofDays(1).toNanos());
    }

    @Test
    void momentsThatHavePassedCanBeLeftOutAndCounted() {
        ManualTimeSource time = new ManualTimeSource();
        Schedule schedule = noon(TOKYO);
        long first = first(schedule, time);
        long later = first;
        for (int i = 0; i < SEVERAL; i++) {
            later = schedule.next(time, later);
        }
        assertThat(schedule.nextAfter(time, first, later - SECOND)).isEqualTo(later);
        assertThat(schedule.nextAfter(time, first, later)).isEqualTo(schedule.next(time, later));
        assertThat(schedule.count(time, first, later)).isEqualTo(SEVERAL);
    }

    @Test
    void scheduleHasNoMemory() {
        ManualTimeSource time = new ManualTimeSource();
        Schedule schedule = noon(TOKYO);
        long first = first(schedule, time);
        long next = schedule.next(time, first);
        schedule.next(time, next);
        assertThat(first(schedule, time)).isEqualTo(first);
        assertThat(schedule.next(time, first)).isEqualTo(next);
        assertThat(first(noon(TOKYO), time)).isEqualTo(first);
    }

    @Test
    void scheduleFollowsTheClockAndWaitsForNoRun() {
        assertThat(noon(TOKYO).followsClock()).isTrue();
        assertThat(noon(TOKYO).waitsForEnd()).isFalse();
    }

    @Test
    void scheduleTellsItsExpression() {
        assertThat(noon(TOKYO).toString()).contains(dailyAtNoon());
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> create().create(unreadable(), TOKYO))
                .withMessageContaining(unreadable())
                .satisfies(refusal -> assertThat(refusal.remedy()).isNotBlank());
    }
}
