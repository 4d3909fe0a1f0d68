package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

class TaskyEndpointWebTests {

    private static final Principal ALICE = () -> "alice";

    private final WebApplicationContextRunner runner = EndpointWebApplication.runner()
            .withPropertyValues("management.endpoints.web.exposure.include=tasks")
            .withBean(TaskSupervisor.class, TaskyEndpointWebTests::supervisor);

    @Test
    void listAnswersTheDocumentedShape() {
        run(mvc -> {
            var body =
                    assertThat(mvc.get().uri("/actuator/tasks")).hasStatusOk().bodyJson();
            body.extractingPath("$.version").isEqualTo(1);
            body.extractingPath("$.supervisor").isEqualTo(Map.of("state", "RUNNING", "uptime", "PT1.5S", "tasks", 3));
            body.extractingPath("$.pools.io.waiting").isEqualTo(Map.of("LOW", 0, "NORMAL", 4, "HIGH", 0));
            body.extractingPath("$.tasks[*].name").asArray().containsExactly("mail.send", "orders", "reports");
            body.extractingPath("$.queues")
                    .isEqualTo(
                            Map.of("total", 1, "items", List.of(Map.of("name", "audit", "size", 90, "capacity", 100))));
            body.extractingPath("$.page").isEqualTo(Map.of("offset", 0, "limit", 100, "total", 3));
        });
    }

    @Test
    void listIsFilteredAndPaged() {
        run(mvc -> {
            assertThat(mvc.get().uri("/actuator/tasks?kind=periodic&state=ENABLED&name=REP"))
                    .bodyJson()
                    .extractingPath("$.tasks[*].name")
                    .asArray()
                    .containsExactly("reports");
            var page = assertThat(mvc.get().uri("/actuator/tasks?offset=1&limit=1"))
                    .bodyJson();
            page.extractingPath("$.tasks[*].name").asArray().containsExactly("orders");
            page.extractingPath("$.page").isEqualTo(Map.of("offset", 1, "limit", 1, "total", 3));
        });
    }

    @Test
    void unknownKindAndStateAreRequestFieldsThatSayWhatIsPossible() {
        run(mvc -> {
            assertThat(mvc.get().uri("/actuator/tasks?kind=weekly"))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.error")
                    .isEqualTo("Unknown kind 'weekly'. Possible is: PERIODIC, TIMER, QUEUE, BACKGROUND.");
            assertThat(mvc.get().uri("/actuator/tasks?state=asleep"))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.error")
                    .asString()
                    .contains("ENABLED, PAUSED, DISABLED, ENDED");
        });
    }

    @Test
    void limitOutOfRangeOrNoNumberIsABadRequest() {
        run(mvc -> {
            assertThat(mvc.get().uri("/actuator/tasks?limit=1001")).hasStatus(400);
            assertThat(mvc.get().uri("/actuator/tasks?offset=-1")).hasStatus(400);
            assertThat(mvc.get().uri("/actuator/tasks?limit=many"))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.error")
                    .isEqualTo("limit is 'many', which is no whole number. Send 1 to 1000, or leave it out for 100.");
        });
    }

    @Test
    void taskIsAnsweredWithItsRuns() {
        run(mvc -> {
            var body = assertThat(mvc.get().uri("/actuator/tasks/mail.send"))
                    .hasStatusOk()
                    .bodyJson();
            body.extractingPath("$.task.name").isEqualTo("mail.send");
            body.extractingPath("$.liveRuns[*].id").asArray().containsExactly("r-2");
            body.extractingPath("$.latestRuns[0].duration").isEqualTo("PT1.5S");
            body.extractingPath("$.latestRuns[0].startedAt").isEqualTo("2026-03-01T10:00:00.250Z");
        });
    }

    @Test
    void fieldOfTheQueryDoesNotTakeThePlaceOfThePath() {
        run(mvc -> {
            assertThat(mvc.get().uri("/actuator/tasks/nobody?name=mail.send"))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.error")
                    .isEqualTo("The request has a field 'name', which the path says already. Leave it out of the body"
                            + " and the query.");
            assertThat(mvc.get().uri("/actuator/tasks/nobody?name=mail.send&name=orders"))
                    .hasStatus(400);
        });
    }

    @Test
    void whatATaskDoesNotHaveIsLeftOutWhateverMapperTheApplicationHas() {
        runner.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
                .run(context -> assertThat(MockMvcTester.from(context).get().uri("/actuator/tasks/mail.send"))
                        .bodyJson()
                        .extractingPath("$.task")
                        .asMap()
                        .containsKey("counts")
                        .doesNotContainKeys("queue", "nextRun", "lastRun", "waitingFor", "timer"));
    }

    @Test
    void unknownTaskIsNotFound() {
        run(mvc -> assertThat(mvc.get().uri("/actuator/tasks/nobody"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.error")
                .isEqualTo("There is no task 'nobody'."));
    }

    @Test
    void endpointOnlyReadsUnlessMoreIsAllowed() {
        run(mvc -> {
            assertThat(mvc.post().uri("/actuator/tasks")).hasStatus(405);
            assertThat(mvc.post().uri("/actuator/tasks/mail.send")).hasStatus(405);
            assertThat(mvc.delete().uri("/actuator/tasks/mail.send")).hasStatus(405);
        });
    }

    @Test
    void exceptionShowsItsClassButNotItsMessageByDefault() {
        run(mvc -> assertThat(mvc.get().uri("/actuator/tasks/mail.send").principal(ALICE))
                .bodyJson()
                .extractingPath("$.latestRuns[0].exception")
                .isEqualTo(Map.of("type", "java.lang.IllegalStateException", "message", "******")));
    }

    @Test
    void messageIsShownWhereValuesAlwaysAre() {
        run(mvc -> assertThat(messageSeen(mvc, request -> request)).isEqualTo("user data"), "show-values=always");
    }

    @Test
    void messageIsShownToThoseWhoAreLoggedInWhereThatIsAskedFor() {
        run(
                mvc -> {
                    assertThat(messageSeen(mvc, request -> request)).isEqualTo("******");
                    assertThat(messageSeen(mvc, loggedInAs("USER"))).isEqualTo("user data");
                },
                "show-values=when-authorized");
    }

    @Test
    void messageIsShownToThoseWhoHaveARoleWhereRolesAreAskedFor() {
        run(
                mvc -> {
                    assertThat(messageSeen(mvc, loggedInAs("USER"))).isEqualTo("******");
                    assertThat(messageSeen(mvc, loggedInAs("OPERATOR"))).isEqualTo("user data");
                },
                "show-values=when-authorized",
                "roles=OPERATOR");
    }

    @Test
    void sanitizingFunctionHasTheLastWord() {
        runner.withPropertyValues("management.endpoint.tasks.show-values=always")
                .withBean(SanitizingFunction.class, SanitizingFunction::sanitizeValue)
                .run(context -> assertThat(messageSeen(MockMvcTester.from(context), request -> request))
                        .isEqualTo("******"));
    }

    @Test
    void timesAreIsoTextsWhateverMapperTheApplicationHas() {
        runner.withPropertyValues(
                        "management.endpoints.jackson.isolated-json-mapper=false",
                        "spring.jackson.datatype.datetime.write-durations-as-timestamps=true",
                        "spring.jackson.datatype.datetime.write-dates-as-timestamps=true")
                .run(context -> assertThat(MockMvcTester.from(context).get().uri("/actuator/tasks/mail.send"))
                        .bodyJson()
                        .extractingPath("$.latestRuns[0].duration")
                        .isEqualTo("PT1.5S"));
    }

    private void run(Consumer<MockMvcTester> test, String... endpointProperties) {
        WebApplicationContextRunner configured = runner;
        for (String property : endpointProperties) {
            configured = configured.withPropertyValues("management.endpoint.tasks." + property);
        }
        configured.run(context -> test.accept(MockMvcTester.from(context)));
    }

    private static Object messageSeen(MockMvcTester mvc, RequestPostProcessor caller) {
        var seen = new Object[1];
        assertThat(mvc.get().uri("/actuator/tasks/mail.send").with(caller))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.latestRuns[0].exception.message")
                .satisfies(message -> seen[0] = message);
        return seen[0];
    }

    private static RequestPostProcessor loggedInAs(String role) {
        return request -> {
            request.setUserPrincipal(ALICE);
            request.addUserRole(role);
            return request;
        };
    }

    private static TaskSupervisor supervisor() {
        TaskSupervisor supervisor = mock(TaskSupervisor.class);
        TaskPool pool = Snapshots.pool(PoolConfig.of("io", 2), 2, Map.of(TaskPriority.NORMAL, 4));
        given(supervisor.state()).willReturn(SupervisorState.RUNNING);
        given(supervisor.uptime()).willReturn(Duration.ofMillis(1500));
        given(supervisor.pools()).willReturn(List.of(pool));
        given(supervisor.tasks(any(), anyInt(), anyInt())).willAnswer(call -> {
            TaskFilter filter = call.getArgument(0);
            List<TaskSnapshot> matching = Stream.of(
                            Snapshots.task("mail.send"),
                            Snapshots.task("orders", TaskKind.QUEUE, TaskState.ENABLED, "io"),
                            Snapshots.task("reports", TaskKind.PERIODIC, TaskState.ENABLED, "default"))
                    .filter(task -> filter.matches(task.kind(), task.state(), task.pool(), task.name()))
                    .toList();
            return Page.of(matching, call.getArgument(1), call.getArgument(2));
        });
        given(supervisor.task(any())).willThrow(new UnknownNameException("task", "nobody", List.of()));
        TaskControl control = mock(TaskControl.class);
        given(control.snapshot()).willReturn(Snapshots.task("mail.send"));
        willReturn(control).given(supervisor).task("mail.send");
        given(supervisor.history("mail.send"))
                .willReturn(List.of(Snapshots.failedRun("r-1", "mail.send", new IllegalStateException("user data"))));
        given(supervisor.queuesWithoutWorker(any(), anyInt()))
                .willReturn(new Page<>(List.of(new QueueSnapshot("audit", 90, 100, 0, 0, false, 0, 0, 0)), 0, 1));
        given(supervisor.runs(any(), anyInt(), anyInt()))
                .willReturn(new Page<>(List.of(Snapshots.waitingRun("r-2", "mail.send")), 0, 1));
        return supervisor;
    }
}
