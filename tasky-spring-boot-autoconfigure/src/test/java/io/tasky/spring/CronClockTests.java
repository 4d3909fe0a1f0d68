package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.spi.TickDelays;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.testing.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cron tasks on a machine whose clock is set, and which sleeps. */
@Timeout(20)
class CronClockTests {

    private static final TaskAttributes HOURLY =
            TaskAttributes.of(TaskAttribute.CRON, "0 0 * * * *").with(TaskAttribute.ZONE, ZoneId.of("Europe/Berlin"));

    private final SettableTime time = new SettableTime("2026-03-01T08:30:00Z");

    private final List<String> ticks = Collections.synchronizedList(new ArrayList<>());

    private TaskSupervisor supervisor = supervisor(new ExponentialTickDelays());

    private TaskSupervisor supervisor(TickDelays delays) {
        TaskSupervisor made = new TaskSupervisorBuilder()
                .timeSource(time)
                .cronFactory(CronSchedule::parse)
                .tickDelays(delays)
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2))
                .build();
        made.start();
        return made;
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    private TaskControl register(TaskAttributes attributes) {
        return supervisor.register(new TaskDefinition(
                "tick",
                TaskKind.PERIODIC,
                attributes,
                payload -> ticks.add(TaskContext.current().idempotencyKey()),
                "test"));
    }

    /** Waits until nothing runs, and nothing is due now. */
    private void settle() throws InterruptedException {
        int before = -1;
        while (before != ticks.size()) {
            supervisor.pool(PoolConfig.DEFAULT_POOL).awaitIdle(Duration.ofDays(1));
            before = ticks.size();
            time.advance(Duration.ZERO);
            supervisor.pool(PoolConfig.DEFAULT_POOL).awaitIdle(Duration.ofDays(1));
        }
    }

    private void advanceTo(String instant) throws InterruptedException {
        time.advanceTo(instant);
        settle();
    }

    private static String key(String time) {
        return "tick@" + Instant.parse("2026-03-01T" + time + "Z");
    }

    @Test
    void clockThatIsSetForwardLetsTheTaskRunOnceAtOnce() throws Exception {
        TaskControl task = register(HOURLY);
        time.set("2026-03-01T11:15:00Z");
        settle();
        assertThat(ticks).containsExactly(key("09:00:00"));
        assertThat(task.snapshot().counts().skipped()).isEqualTo(2);
        assertThat(task.snapshot().nextRun()).isEqualTo("2026-03-01T12:00:00Z");
        advanceTo("2026-03-01T12:00:00Z");
        assertThat(ticks).containsExactly(key("09:00:00"), key("12:00:00"));
    }

    @Test
    void ticksThatAForwardClockPassedAreMadeUpForWhereTheTaskCatchesUp() throws Exception {
        register(HOURLY.with(TaskAttribute.CATCH_UP, true));
        time.set("2026-03-01T11:15:00Z");
        settle();
        assertThat(ticks).containsExactly(key("09:00:00"), key("10:00:00"), key("11:00:00"));
    }

    @Test
    void clockThatIsSetWhileTicksAreOwedLeavesThemTheirTimes() throws Exception {
        register(HOURLY.with(TaskAttribute.CATCH_UP, true));
        supervisor.quiet();
        time.advanceTo("2026-03-01T11:15:00Z");
        supervisor.resume();
        time.set("2026-03-01T11:45:00Z");
        settle();
        assertThat(ticks).containsExactly(key("09:00:00"), key("10:00:00"), key("11:00:00"));
    }

    @Test
    void clockThatIsSetBackLetsNoTickComeTwice() throws Exception {
        TaskControl task = register(HOURLY);
        advanceTo("2026-03-01T09:00:00Z");
        advanceTo("2026-03-01T10:00:05Z");
        assertThat(ticks).containsExactly(key("09:00:00"), key("10:00:00"));
        time.set("2026-03-01T08:50:00Z");
        settle();
        assertThat(task.snapshot().nextRun()).isEqualTo("2026-03-01T11:00:00Z");
        advanceTo("2026-03-01T11:00:00Z");
        assertThat(ticks).containsExactly(key("09:00:00"), key("10:00:00"), key("11:00:00"));
        assertThat(task.snapshot().counts().skipped()).isZero();
    }

    @Test
    void clockThatWasSetBackUnnoticedLetsNoTickComeEarly() throws Exception {
        register(HOURLY);
        time.setSilently("2026-03-01T08:20:00Z");
        time.advance(Duration.ofMinutes(30));
        settle();
        assertThat(ticks).isEmpty();
        advanceTo("2026-03-01T09:00:00Z");
        assertThat(ticks).containsExactly(key("09:00:00"));
    }

    @Test
    void machineThatSleptRunsATaskOnceAndCountsTheOtherTicks() throws Exception {
        TaskControl task = register(HOURLY);
        time.sleep(Duration.ofHours(8));
        settle();
        assertThat(ticks).containsExactly(key("09:00:00"));
        assertThat(task.snapshot().counts().skipped()).isEqualTo(7);
        advanceTo("2026-03-01T17:00:00Z");
        assertThat(ticks).containsExactly(key("09:00:00"), key("17:00:00"));
    }

    @Test
    void fixedRateTakesNoNoticeOfTheClock() throws Exception {
        TaskControl task = register(TaskAttributes.of(TaskAttribute.FIXED_RATE, Duration.ofHours(1)));
        settle();
        time.set("2026-03-01T11:15:00Z");
        settle();
        assertThat(ticks).hasSize(1);
        assertThat(task.snapshot().nextRun()).isEqualTo("2026-03-01T12:15:00Z");
        assertThat(time.listeners()).isZero();
    }

    @Test
    void taskListensToTheClockOnlyWhileItMayRun() {
        TaskControl task = register(HOURLY);
        assertThat(time.listeners()).isOne();
        task.disable();
        assertThat(time.listeners()).isZero();
        task.enable();
        task.reschedule(TaskAttributes.of(TaskAttribute.FIXED_RATE, Duration.ofHours(1)));
        assertThat(time.listeners()).isZero();
        task.reschedule(HOURLY);
        assertThat(time.listeners()).isOne();
    }

    @Test
    void tickNeverStartsAsLateAsTheNextOneIsDue() throws Exception {
        supervisor.close();
        List<Long> bounds = new ArrayList<>();
        supervisor = supervisor(new TickDelays() {
            @Override
            public Duration pause(String task, int failures) {
                return Duration.ZERO;
            }

            @Override
            public long jitter(long bound) {
                bounds.add(bound);
                return bound - 1;
            }
        });
        register(TaskAttributes.of(TaskAttribute.CRON, "0,50 * * * * *")
                .with(TaskAttribute.JITTER, Duration.ofMinutes(5)));
        advanceTo("2026-03-01T08:31:00Z");
        advanceTo("2026-03-01T08:31:50Z");
        assertThat(ticks).containsExactly(key("08:30:50"), key("08:31:00"));
        assertThat(bounds).startsWith(10_000_000_000L, 50_000_000_000L);
    }

    @Test
    void scheduleCanBecomeACronExpressionAndBeForetold() throws Exception {
        TaskControl task = register(TaskAttributes.of(TaskAttribute.FIXED_RATE, Duration.ofMinutes(1)));
        settle();
        task.reschedule(
                TaskAttributes.of(TaskAttribute.CRON, "0 0 4 * * MON-FRI").with(TaskAttribute.ZONE, ZoneId.of("UTC")));
        assertThat(task.nextRuns(10))
                .hasSize(10)
                .startsWith(Instant.parse("2026-03-02T04:00:00Z"))
                .endsWith(Instant.parse("2026-03-13T04:00:00Z"));
        task.reschedule(TaskAttributes.of(TaskAttribute.ZONE, ZoneId.of("Europe/Berlin")));
        assertThat(task.nextRuns(1)).containsExactly(Instant.parse("2026-03-02T03:00:00Z"));
        assertThat(task.snapshot().schedule()).isEqualTo("cron 0 0 4 * * MON-FRI (Europe/Berlin)");
    }
}
