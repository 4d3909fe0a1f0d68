package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.TaskConfigurationException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.mock.env.MockEnvironment;

/** What is read of the properties before there are beans. */
class PropertiesReaderTests {

    /** A name for the pools and queues that are given by name. */
    private static final String ANY = "io";

    static Stream<String> durations() {
        return durations("tasky", TaskyProperties.class);
    }

    /** The properties of a record that are durations, and those of the records in it. */
    private static Stream<String> durations(String prefix, Class<?> type) {
        if (type == Duration.class) {
            return Stream.of(prefix);
        }
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).flatMap(part -> durations(prefix, part))
                : Stream.empty();
    }

    private static Stream<String> durations(String prefix, RecordComponent part) {
        String property = prefix + "." + DataObjectPropertyName.toDashedForm(name(part));
        if (part.getType() != Map.class) {
            return durations(property, part.getType());
        }
        Type value = ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[1];
        return durations(property + "." + ANY, (Class<?>) value);
    }

    /** The annotation stands on the parameter of the constructor only. */
    private static String name(RecordComponent part) {
        return Arrays.stream(
                        part.getDeclaringRecord().getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(part.getName()))
                .map(parameter -> parameter.getAnnotation(Name.class))
                .filter(name -> name != null)
                .map(Name::value)
                .findAny()
                .orElse(part.getName());
    }

    @Test
    void durationsOfEveryDepthAreLookedAt() {
        assertThat(durations())
                .contains(
                        "tasky.stuck-after",
                        "tasky.start-timeout.warn",
                        "tasky.start-timeout.critical",
                        "tasky.run.for",
                        "tasky.pools.io.on-full-timeout");
    }

    @ParameterizedTest
    @MethodSource("durations")
    void everyDurationNeedsAUnit(String property) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> reader(property + "=30").checkUnits())
                .withMessage(property + " is '30', which has no unit: 30ms or 30s?")
                .satisfies(failure -> assertThat(failure.remedy())
                        .isEqualTo("Write 30ms if milliseconds are meant, or 30s if seconds are."));
        reader(property + "=30s").checkUnits();
        reader(property + "= PT30S ").checkUnits();
    }

    @Test
    void durationsOfEveryPoolNeedAUnit() {
        for (String pool : new String[] {"default", "io", "[my.pool]"}) {
            String name = "tasky.pools." + pool + ".aging";
            assertThatExceptionOfType(TaskConfigurationException.class)
                    .isThrownBy(() ->
                            reader("tasky.pools.other.aging=1s", name + "=30").checkUnits())
                    .withMessage(name.replace("[", "").replace("]", "") + " is '30', which has no unit: 30ms or 30s?");
            reader(name + "=30s", "tasky.pools.io.size=5").checkUnits();
        }
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> reader("tasky.pools.io.onFullTimeout=30").checkUnits());
    }

    @Test
    void poolsAndQueuesThatSayNothingOfItAreLeftOut() {
        PropertiesReader reader = reader(
                "tasky.pools.io.expose-as= ioExecutor ",
                "tasky.pools.other.size=3",
                "tasky.queues.mails.type=java.lang.String",
                "tasky.queues.others.capacity=3");
        assertThat(reader.exposedPools()).isEqualTo(Map.of("io", "ioExecutor"));
        assertThat(reader.queueTypes()).isEqualTo(Map.of("mails", String.class));
        assertThat(reader().exposedPools()).isEmpty();
        assertThat(reader().queueTypes()).isEmpty();
    }

    private static PropertiesReader reader(String... properties) {
        MockEnvironment environment = new MockEnvironment();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            environment.setProperty(parts[0], parts[1]);
        }
        return new PropertiesReader(environment);
    }
}
