package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.Page;
import io.tasky.task.RunFilter;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.TaskStateException;
import io.tasky.testing.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What becomes of an action where something throws: a task's own code, or what is asked after the act. */
class TaskyActionsTests {

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    private final TaskControl task = mock(TaskControl.class);

    private final List<TaskyActionEvent> events = new ArrayList<>();

    private final TaskyEndpointWebExtension endpoint = new TaskyEndpointWebExtension(
            new TaskyEndpoint(supervisor, List.of(), Show.NEVER),
            new TaskyEndpointProperties(Show.NEVER, Set.of()),
            mock(AttributeReader.class),
            events::add);

    @BeforeEach
    void prepare() {
        given(supervisor.task("reports")).willReturn(task);
        given(task.name()).willReturn("reports");
        given(task.snapshot()).willReturn(Snapshots.task("reports", TaskKind.PERIODIC, TaskState.ENABLED, "default"));
    }

    private WebEndpointResponse<Object> act(String action) {
        return endpoint.act(
                mock(SecurityContext.class), action, null, null, null, null, null, new String[] {"reports"});
    }

    private static @Nullable String error(WebEndpointResponse<Object> answer) {
        return answer.getBody() instanceof TaskyDescriptor.Problem problem ? problem.error() : null;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                RejectedExecutionException.class,
                UnsupportedOperationException.class
            })
    void whatTheApplicationsCodeThrowsIsLoggedAndNotRepeated(Class<? extends RuntimeException> type) throws Exception {
        RuntimeException failure = type.getConstructor(String.class).newInstance("no such customer: Jane");
        given(task.pause()).willThrow(failure);
        try (CapturedLog log = new CapturedLog()) {
            WebEndpointResponse<Object> answer = act("pause");

            assertThat(answer.getStatus()).isEqualTo(500);
            assertThat(error(answer)).isEqualTo("The request failed inside the application. Its log says why.");
            assertThat(log.messagesAt(Level.ERROR)).containsExactly("A request to an endpoint of Tasky's failed");
        }
    }

    @Test
    void refusalOfTaskysOwnIsAnsweredWithItsTextAndWhatElseIsPossible() {
        given(task.canBeTriggered()).willReturn(true);
        given(task.pause()).willThrow(new TaskStateException("Task 'reports' is DISABLED and cannot be paused."));

        WebEndpointResponse<Object> answer = act("pause");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(error(answer))
                .isEqualTo("Task 'reports' is DISABLED and cannot be paused."
                        + " Possible is: trigger, resume, enable, disable, reschedule.");
        assertThat(events).isEmpty();
    }

    @Test
    void whatWasDoneIsToldThoughTheTaskCannotBeShownAfterwards() {
        given(task.snapshot())
                .willReturn(Snapshots.task("reports", TaskKind.PERIODIC, TaskState.ENABLED, "default"))
                .willThrow(new IllegalStateException("store broken"));
        given(task.pause()).willReturn(true);

        assertThat(act("pause").getStatus()).isEqualTo(500);

        assertThat(events)
                .containsExactly(new TaskyActionEvent(
                        Target.TASK, "reports", "pause", true, null, Map.of("from", "ENABLED", "to", "PAUSED")));
    }

    @Test
    void whetherItChangedAnythingIsWhatTheTaskSays() {
        given(task.pause()).willReturn(false);

        assertThat(act("pause").getBody())
                .isInstanceOfSatisfying(
                        TaskyDescriptor.Action.class,
                        done -> assertThat(done.changed()).isFalse());
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.changed()).isFalse());
    }

    @Test
    void triggerThatIsGivenARunThatWaitsOrRunsAlreadyChangesNothing() {
        given(task.canBeTriggered()).willReturn(true);
        TaskRun<Object> run = run("r-1");
        given(task.trigger()).willReturn(run);
        given(supervisor.runs(eq(RunFilter.liveOf("reports")), anyInt(), anyInt()))
                .willReturn(new Page<>(List.of(Snapshots.waitingRun("r-1", "reports")), 0, 1));

        assertThat(act("trigger").getBody())
                .isInstanceOfSatisfying(
                        TaskyDescriptor.Action.class,
                        done -> assertThat(done.changed()).isFalse());
    }

    @SuppressWarnings("unchecked") // A mock has no type arguments.
    private static TaskRun<Object> run(String id) {
        TaskRun<Object> run = mock(TaskRun.class);
        given(run.id()).willReturn(id);
        return run;
    }
}
