package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.OnFull;
import io.tasky.supervisor.SupervisorState;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema knows every field of every answer, and every constant that stands in one. */
class ActuatorSchemaTests {

    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("tasks", TaskyDescriptor.Tasks.class),
            Map.entry("taskDetails", TaskyDescriptor.TaskDetails.class),
            Map.entry("action", TaskyDescriptor.Action.class),
            Map.entry("taskruns", TaskyRunDescriptor.Runs.class),
            Map.entry("taskrun", TaskyRunDescriptor.RunDetails.class),
            Map.entry("taskpools", TaskyDescriptor.Pools.class),
            Map.entry("taskpool", TaskyDescriptor.PoolDetails.class),
            Map.entry("problem", TaskyDescriptor.Problem.class),
            Map.entry("supervisor", TaskyDescriptor.Supervisor.class),
            Map.entry("pool", TaskyDescriptor.Pool.class),
            Map.entry("task", TaskyDescriptor.Task.class),
            Map.entry("counts", TaskyWorkDescriptor.Counts.class),
            Map.entry("lastRun", TaskyDescriptor.LastRun.class),
            Map.entry("queue", TaskyWorkDescriptor.Queue.class),
            Map.entry("queues", TaskyWorkDescriptor.Queues.class),
            Map.entry("timer", TaskyDescriptor.Timer.class),
            Map.entry("run", TaskyRunDescriptor.Run.class),
            Map.entry("run/properties/progress", TaskyRunDescriptor.Progress.class),
            Map.entry("deadLetter", TaskyRunDescriptor.Letter.class),
            Map.entry("exception", TaskyRunDescriptor.Failure.class),
            Map.entry("waitingFor", TaskyDescriptor.Reason.class),
            Map.entry("page", TaskyDescriptor.PageInfo.class));

    private static final Map<String, List<String>> CONSTANTS = Map.ofEntries(
            Map.entry("action/properties/action", words(TaskyAction.values())),
            Map.entry("supervisor/properties/state", names(SupervisorState.values())),
            Map.entry("pool/properties/onFull", names(OnFull.values())),
            Map.entry("task/properties/kind", names(TaskKind.values())),
            Map.entry("task/properties/priority", names(TaskPriority.values())),
            Map.entry("task/properties/state", names(TaskState.values())),
            Map.entry("lastRun/properties/outcome", outcomes()),
            Map.entry("run/properties/status", names(RunStatus.values())),
            Map.entry("waitingFor/properties/code", names(WaitingFor.Reason.values())));

    static Stream<String> records() {
        return RECORDS.keySet().stream().sorted();
    }

    static Stream<String> constants() {
        return CONSTANTS.keySet().stream().sorted();
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private static List<String> words(TaskyAction[] actions) {
        return Arrays.stream(actions).map(TaskyAction::word).toList();
    }

    private static List<String> outcomes() {
        return Arrays.stream(RunStatus.values())
                .filter(RunStatus::isFinal)
                .map(Enum::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void definitionHasTheFieldsOfTheAnswerAndRequiresThoseThatAreNeverNull(String definition) {
        ActuatorSchema schema = ActuatorSchema.read();
        RecordComponent[] components =
                Objects.requireNonNull(RECORDS.get(definition)).getRecordComponents();

        assertThat(schema.properties(definition)).isEqualTo(names(components, true));
        assertThat(schema.required(definition)).isEqualTo(names(components, false));
    }

    private static Set<String> names(RecordComponent[] components, boolean nullableToo) {
        return Arrays.stream(components)
                .filter(component ->
                        nullableToo || !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("constants")
    void constantsAreThoseOfTheCode(String field) {
        assertThat(ActuatorSchema.read().constants(field)).isEqualTo(CONSTANTS.get(field));
    }

    @Test
    void everyDefinitionIsComparedWithTheCode() {
        Set<String> known = new TreeSet<>(RECORDS.keySet());
        known.remove("run/properties/progress");
        known.addAll(List.of("time", "duration", "actionRequest", "resizeRequest"));

        assertThat(ActuatorSchema.read().definitions()).isEqualTo(known);
    }

    @Test
    void requestsHaveTheFieldsThatAreRead() {
        List<String> fields = new ArrayList<>(List.of("action", "key"));
        for (TaskAttribute<?> attribute :
                List.of(TaskAttribute.FIXED_RATE, TaskAttribute.FIXED_DELAY, TaskAttribute.CRON, TaskAttribute.ZONE)) {
            fields.add(attribute.name());
        }
        assertThat(ActuatorSchema.read().properties("actionRequest")).isEqualTo(new TreeSet<>(fields));
        assertThat(ActuatorSchema.read().properties("resizeRequest"))
                .isEqualTo(new TreeSet<>(Set.of("size", "reserveNormal", "reserveHigh")));
    }

    @Test
    void linesOfAPoolAreThoseOfThePrioritiesThatUseSlots() {
        assertThat(ActuatorSchema.read().properties("pool/properties/waiting"))
                .isEqualTo(Arrays.stream(TaskPriority.values())
                        .filter(TaskPriority::usesSlots)
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
