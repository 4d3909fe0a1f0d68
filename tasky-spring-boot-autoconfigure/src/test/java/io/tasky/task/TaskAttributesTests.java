package io.tasky.task;

import static io.tasky.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskAttributesTests {

    private static final TaskAttributes CRON = TaskAttributes.NONE
            .with(TaskAttribute.CRON, "0 0 * * * *")
            .with(TaskAttribute.ZONE, ZoneId.of("Europe/Berlin"))
            .with(TaskAttribute.INITIAL_DELAY, Duration.ofSeconds(1))
            .with(TaskAttribute.POOL, "io");

    private static TaskDefinition named(String name) {
        return new TaskDefinition(name, TaskKind.BACKGROUND, TaskAttributes.NONE, payload -> null, "Reports.nightly()");
    }

    @Test
    void upperDeclarationWinsWhereItSaysSomething() {
        TaskAttributes upper = TaskAttributes.NONE.with(TaskAttribute.POOL, "mail");
        TaskAttributes merged = CRON.overriddenBy(upper);
        assertThat(merged.get(TaskAttribute.POOL)).isEqualTo("mail");
        assertThat(merged.get(TaskAttribute.CRON)).isEqualTo("0 0 * * * *");
        assertThat(CRON.overriddenBy(TaskAttributes.NONE)).isEqualTo(CRON).hasSameHashCodeAs(CRON);
    }

    @Test
    void upperTriggerReplacesTheWholeSchedule() {
        TaskAttributes merged =
                CRON.overriddenBy(TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(5)));
        assertThat(merged)
                .isEqualTo(TaskAttributes.NONE
                        .with(TaskAttribute.POOL, "io")
                        .with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(5)));
    }

    @Test
    void upperRefinementKeepsTheTrigger() {
        TaskAttributes merged =
                CRON.overriddenBy(TaskAttributes.NONE.with(TaskAttribute.INITIAL_DELAY, Duration.ofSeconds(9)));
        assertThat(merged.get(TaskAttribute.CRON)).isEqualTo("0 0 * * * *");
        assertThat(merged.get(TaskAttribute.INITIAL_DELAY)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void valueThatIsUnsetHasTheDefaultOfWhoeverAsks() {
        assertThat(TaskAttributes.NONE.get(TaskAttribute.WORKERS)).isNull();
        assertThat(TaskAttributes.NONE.get(TaskAttribute.WORKERS, 3)).isEqualTo(3);
        assertThat(TaskAttributes.NONE.with(TaskAttribute.WORKERS, 5).get(TaskAttribute.WORKERS, 3))
                .isEqualTo(5);
        assertThat(TaskAttributes.NONE).isEqualTo(TaskAttributes.NONE.overriddenBy(TaskAttributes.NONE));
    }

    @Test
    void eachKindHasItsOwnAttributes() {
        assertThat(TaskAttribute.of(TaskKind.TIMER))
                .extracting(TaskAttribute::name)
                .contains("pool", "priority", "enabled", "delay", "autoStart")
                .doesNotContain("cron", "workers");
        assertThat(TaskAttribute.of(TaskKind.QUEUE))
                .extracting(TaskAttribute::name)
                .contains("queue", "workers", "capacity", "overflow", "backend")
                .doesNotContain("delay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reports.nightly", "A-1_b$c"})
    void legalNamesAreTaken(String name) {
        assertThat(named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ü", "a\n"})
    void otherNamesAreRefusedWithTheirOrigin(String name) {
        assertThatThrownBy(() -> named(name))
                .isInstanceOf(TaskConfigurationException.class)
                .hasMessage(
                        "The task name '" + name + "' of Reports.nightly() has characters that a name may not have.");
    }

    @Test
    void rateAndDelayCheckThemselves() {
        assertRefused(
                () -> Schedule.fixedRate(Duration.ZERO),
                "a fixed rate must be more than zero, was PT0S",
                "Give a duration such as 10s.");
        assertRefused(
                () -> Schedule.fixedRate(Duration.ofNanos(1)),
                "a fixed rate must be at least PT0.001S, was PT0.000000001S",
                "Give a longer rate, or fixedDelay = \"0s\" to run without pause.");
        assertRefused(
                () -> Schedule.fixedDelay(Duration.ofNanos(-1)),
                "a fixed delay must not be negative, was PT-0.000000001S",
                "Give a duration such as 10s; 0s runs without pause.");
        assertThat(Schedule.fixedDelay(Duration.ZERO).waitsForEnd()).isTrue();
        assertThat(Schedule.fixedRate(Duration.ofSeconds(1)).waitsForEnd()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void timeoutOfNothingIsRefused(long seconds) {
        Duration timeout = Duration.ofSeconds(seconds);
        assertRefused(
                () -> nightly(TaskAttribute.TIMEOUT, timeout),
                "Task 'nightly' (Reports.nightly()) has a timeout of " + timeout + ", and it must be more than zero.",
                "Give it a longer timeout, or none for no limit.");
    }

    @Test
    void limitOfNothingIsRefused() {
        assertRefused(
                () -> nightly(TaskAttribute.MAX_CONCURRENT, 0),
                "Task 'nightly' (Reports.nightly()) has a maxConcurrent of 0, and it must be at least 1.",
                "Give it a number of 1 or more, or none for no limit; to start nothing at all, disable the task.");
    }

    @Test
    void jitterOfLessThanNothingIsRefused() {
        TaskAttributes attributes = TaskAttributes.NONE
                .with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1))
                .with(TaskAttribute.JITTER, Duration.ofSeconds(-1));
        assertRefused(
                () -> ScheduleRules.check("nightly", "Reports.nightly()", attributes),
                "Task 'nightly' (Reports.nightly()) has a jitter of PT-1S, and it must not be negative.",
                "Give it a duration such as 1s, or none for ticks at their moments.");
    }

    private static <T> TaskDefinition nightly(TaskAttribute<T> attribute, T value) {
        return new TaskDefinition(
                "nightly",
                TaskKind.BACKGROUND,
                TaskAttributes.NONE.with(attribute, value),
                payload -> null,
                "Reports.nightly()");
    }

    @Test
    void uniqueKeyThatTheCodeDoesNotKnowIsRefused() {
        assertRefused(
                () -> nightly(TaskAttribute.UNIQUE_KEY, "#id"),
                "Task 'nightly' (Reports.nightly()) has a uniqueKey, which its code does not know.",
                "Give a task that is made in code its key by the builder's uniqueKey(...).");
    }
}
