package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an annotation can say, a definition in code can say by a method of its own. */
class BuilderCompletenessTests {

    /** What has no method of that name, and why. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "PERIODIC.name", "the builder begins with the name",
            "TIMER.name", "the builder begins with the name",
            "QUEUE.name", "the builder begins with the name",
            "BACKGROUND.name", "the builder begins with the name",
            "PERIODIC.zone", "cron(expression, zone) says it together with the expression",
            "TIMER.key", "keys of events need resetOn, see there",
            "TIMER.resetOn", "events are the application's: an event listener in code calls reset(key)",
            "BACKGROUND.submit", "it is about calls of methods; code chooses between call(...) and hold(...)");

    private static Class<?> annotation(TaskKind kind) {
        return switch (kind) {
            case PERIODIC -> PeriodicTask.class;
            case TIMER -> TimerTask.class;
            case QUEUE -> QueueWorker.class;
            case BACKGROUND -> BackgroundTask.class;
        };
    }

    private static Class<?> builder(TaskKind kind) {
        return switch (kind) {
            case PERIODIC -> PeriodicTaskBuilder.class;
            case TIMER -> TimerTaskBuilder.class;
            case QUEUE -> QueueTaskBuilder.class;
            case BACKGROUND -> BackgroundTaskBuilder.class;
        };
    }

    private static Stream<String> names(Class<?> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods()).map(Method::getName);
    }

    @ParameterizedTest
    @EnumSource
    void everyAttributeHasAMethod(TaskKind kind) {
        Set<String> wanted = Stream.concat(
                        names(annotation(kind)),
                        TaskAttribute.of(kind).stream()
                                .filter(attribute -> !attribute.isRetry())
                                .map(TaskAttribute::name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Arrays.stream(builder(kind).getMethods())
                .filter(method -> TaskBuilder.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        wanted.removeIf(there::contains);
        assertThat(wanted)
                .containsExactlyInAnyOrderElementsOf(ELSEWHERE.keySet().stream()
                        .filter(exception -> exception.startsWith(kind + "."))
                        .map(exception -> exception.substring(exception.indexOf('.') + 1))
                        .toList());
    }
}
