package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One reader for what annotations and configuration say. */
class AttributeParserTests {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "10s, PT10S", "1h30m, PT1H30M", "PT1M, PT1M", "0s, PT0S", "2d, PT48H", "' 3s ', PT3S"})
    void durationsCarryAUnit(String text, Duration expected) {
        assertThat(AttributeParser.parse(TaskAttribute.DELAY, text, "here")).isEqualTo(expected);
    }

    @Test
    void aNumberWithoutUnitHasTwoReadings() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> AttributeParser.parse(TaskAttribute.DELAY, "30", "tasky.tasks.a.delay"))
                .withMessage("tasky.tasks.a.delay is '30', which has no unit: 30ms or 30s?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HIGH", "high", "High"})
    void constantsMayBeInAnyCase(String text) {
        assertThat(AttributeParser.parse(TaskAttribute.PRIORITY, text, "here")).isEqualTo(TaskPriority.HIGH);
    }

    @Test
    void anUnknownConstantIsRefusedWithThoseThereAre() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> AttributeParser.parse(TaskAttribute.OVERFLOW, "drop", "here"))
                .withMessage("here is 'drop', which is not one of its values.")
                .satisfies(failure -> assertThat(failure.remedy())
                        .isEqualTo("Write one of BLOCK, REJECT, DROP_OLDEST, DROP_NEWEST."));
        assertThat(AttributeParser.parse(TaskAttribute.OVERFLOW, "reject", "here"))
                .isEqualTo(OverflowPolicy.REJECT);
    }

    @Test
    void truthIsWrittenAsSpringReadsIt() {
        assertThat(AttributeParser.parse(TaskAttribute.ENABLED, "on", "here")).isTrue();
        assertThat(AttributeParser.parse(TaskAttribute.ENABLED, "False", "here"))
                .isFalse();
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> AttributeParser.parse(TaskAttribute.ENABLED, "maybe", "here"))
                .withMessage("here is 'maybe', which is neither true nor false.");
    }

    @Test
    void numbersAndZonesAndTextsAreRead() {
        assertThat(AttributeParser.parse(TaskAttribute.CAPACITY, "-1", "here")).isEqualTo(-1);
        assertThat(AttributeParser.parse(TaskAttribute.ZONE, "Europe/Berlin", "here"))
                .isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(AttributeParser.parse(TaskAttribute.POOL, "io", "here")).isEqualTo("io");
    }

    @ParameterizedTest
    @CsvSource({"2, 2.0", "1.5, 1.5", "' 1 ', 1.0"})
    void factorsMayHaveAFraction(String text, double expected) {
        assertThat(AttributeParser.parse(TaskAttribute.RETRY_MULTIPLIER, text, "here"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"twice", "NaN", "Infinity"})
    void factorThatIsNoNumberIsRefused(String text) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> AttributeParser.parse(TaskAttribute.RETRY_MULTIPLIER, text, "here"))
                .withMessage("here is '" + text + "', which is no number.")
                .satisfies(failure -> assertThat(failure.remedy()).isEqualTo("Write a number such as 2 or 1.5."));
    }
}
