package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import org.junit.jupiter.api.Test;

class TaskRunsWebTests {

    @Test
    void runsThatWaitOrRunAreListedTheOldestFirstWithWhyTheyWait() {
        ActionRig.run(rig -> {
            TaskRun<String> running = rig.block();
            String waiting = rig.supervisor().task("cleanup").trigger().id();

            var body = assertThat(rig.mvc().get().uri("/actuator/taskruns"))
                    .hasStatusOk()
                    .bodyJson();
            body.extractingPath("$.version").isEqualTo(1);
            body.extractingPath("$.runs[*].id").asArray().containsExactly(running.id(), waiting);
            body.extractingPath("$.runs[*].status").asArray().containsExactly("RUNNING", "WAITING");
            body.extractingPath("$.runs[0].progress.fraction").isEqualTo(0.4);
            body.extractingPath("$.runs[0].progress.text").isEqualTo("******");
            body.extractingPath("$.runs[1].waitingFor.code").isEqualTo("NO_SLOT");
            body.extractingPath("$.runs[1].waitingFor.text")
                    .isEqualTo("no slot (pool default: 1 of 1 NORMAL slots taken)");
            body.extractingPath("$.runs[0].pool").isEqualTo("default");
            body.extractingPath("$.runs[0].priority").isEqualTo("NORMAL");
            body.extractingPath("$.runs[0].thread").asString().startsWith("tasky-default-");
            body.doesNotHavePath("$.runs[1].thread");
            body.doesNotHavePath("$.runs[0].location");
            body.extractingPath("$.page.total").isEqualTo(2);
        });
    }

    @Test
    void runsAreFilteredByTaskStatusAndPoolAndPaged() {
        ActionRig.run(rig -> {
            rig.occupySlot();
            TaskRun<?> waiting = rig.supervisor().task("cleanup").trigger();
            assertThat(waiting.isDone()).isFalse();
            fail(rig, "a@example.org");
            fail(rig, "b@example.org");

            assertThat(tasks(rig, "task=cleanup")).isEqualTo("[cleanup]");
            assertThat(tasks(rig, "status=running")).isEqualTo("[block]");
            assertThat(tasks(rig, "pool=io")).isEqualTo("[]");
            assertThat(tasks(rig, "status=FAILED&pool=io")).isEqualTo("[mail, mail]");
            assertThat(tasks(rig, "status=FAILED&task=block")).isEqualTo("[]");
            assertThat(tasks(rig, "status=WAITING,FAILED&limit=2")).isEqualTo("[cleanup, mail]");
            assertThat(tasks(rig, "status=WAITING,FAILED&offset=2")).isEqualTo("[mail]");
            assertThat(rig.mvc().get().uri("/actuator/taskruns?status=WAITING,FAILED&offset=2"))
                    .bodyJson()
                    .extractingPath("$.page.total")
                    .isEqualTo(3);
        });
    }

    private static void fail(ActionRig rig, String to) throws InterruptedException {
        rig.jobs().mail(to);
        rig.awaitIdle("io");
    }

    private static String tasks(ActionRig rig, String query) {
        Object[] tasks = new Object[1];
        assertThat(rig.mvc().get().uri("/actuator/taskruns?" + query))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.runs[*].task")
                .satisfies(found -> tasks[0] = found);
        return String.valueOf(tasks[0]).replace("\"", "").replace(",", ", ").replace(",  ", ", ");
    }

    @Test
    void unknownStatusAndBadLimitsAreRefused() {
        ActionRig.run(rig -> {
            assertThat(rig.mvc().get().uri("/actuator/taskruns?status=gone")).hasStatus(400);
            assertThat(rig.mvc().get().uri("/actuator/taskruns?limit=0")).hasStatus(400);
            assertThat(rig.mvc().get().uri("/actuator/taskruns?offset=x")).hasStatus(400);
            assertThat(rig.mvc().get().uri("/actuator/taskruns?stuck=x")).hasStatus(400);
        });
    }

    @Test
    void namesThatNobodyBearsAreRefusedWhereNothingFoundWouldReadAsNothingToFind() {
        ActionRig.run(rig -> {
            assertThat(ActionRig.error(
                            rig.mvc().get().uri("/actuator/taskruns?pool=oi").exchange(), 400))
                    .isEqualTo("Unknown pool 'oi'. Possible is: default, io.");
            assertThat(ActionRig.error(
                            rig.mvc().get().uri("/actuator/tasks?pool=oi").exchange(), 400))
                    .isEqualTo("Unknown pool 'oi'. Possible is: default, io.");
            assertThat(ActionRig.error(
                            rig.mvc().get().uri("/actuator/taskruns?task=mial").exchange(), 400))
                    .isEqualTo(
                            "Unknown task 'mial'. Send the whole name of a task, or of work that was submitted in code.");
            assertThat(tasks(rig, "task=dynamic")).isEqualTo("[]");
            rig.supervisor()
                    .submit(() -> "", RunOptions.DEFAULTS.withName("import"))
                    .get();
            rig.awaitIdle("default");
            assertThat(tasks(rig, "task=import&status=SUCCEEDED")).isEqualTo("[import]");
        });
    }

    @Test
    void singleRunIsShownAlsoAfterItsEnd() {
        ActionRig.run(rig -> {
            TaskRun<String> running = rig.block();
            assertThat(rig.mvc().get().uri("/actuator/taskruns/" + running.id()))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.run.status")
                    .isEqualTo("RUNNING");
            rig.signals().release().countDown();
            rig.awaitIdle("default");

            assertThat(rig.mvc().get().uri("/actuator/taskruns/" + running.id()))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.run.status")
                    .isEqualTo("SUCCEEDED");
        });
    }

    @Test
    void placeOfARunThatGoesOnIsShownAndItsStackIsUserData() {
        ActionRig.run(rig -> {
            String id = rig.block().id();
            var run =
                    assertThat(rig.mvc().get().uri("/actuator/taskruns/" + id)).bodyJson();
            run.extractingPath("$.run.location.thread").asString().startsWith("tasky-default-");
            run.extractingPath("$.run.location.stack").isEqualTo("******");
            rig.signals().release().countDown();
            rig.awaitIdle("default");

            assertThat(rig.mvc().get().uri("/actuator/taskruns/" + id))
                    .bodyJson()
                    .doesNotHavePath("$.run.location");
        });
        ActionRig.run(
                rig -> assertThat(rig.mvc()
                                .get()
                                .uri("/actuator/taskruns/" + rig.block().id()))
                        .bodyJson()
                        .extractingPath("$.run.location.stack")
                        .asString()
                        .contains("ActionRig$Jobs.block(ActionRig.java"),
                "management.endpoint.taskruns.show-values=always");
    }

    @Test
    void unknownRunIsNotFound() {
        ActionRig.run(rig -> {
            assertThat(ActionRig.error(
                            rig.mvc().get().uri("/actuator/taskruns/x-1").exchange(), 404))
                    .isEqualTo("There is no run 'x-1'.");
            assertThat(rig.mvc().delete().uri("/actuator/taskruns/x-1")).hasStatus(404);
        });
    }

    @Test
    void stackIsMaskedUnlessValuesOfThisEndpointAreShown() {
        ActionRig.run(
                rig -> {
                    fail(rig, "jane@example.org");
                    String id = rig.supervisor().history("mail").get(0).id();
                    var run = assertThat(rig.mvc().get().uri("/actuator/taskruns/" + id))
                            .bodyJson();
                    run.extractingPath("$.run.exception.type").isEqualTo("java.lang.IllegalArgumentException");
                    run.extractingPath("$.run.exception.message").isEqualTo("******");
                    run.extractingPath("$.run.exception.stack").isEqualTo("******");
                },
                "management.endpoint.tasks.show-values=always");
        ActionRig.run(
                rig -> {
                    fail(rig, "jane@example.org");
                    String id = rig.supervisor().history("mail").get(0).id();
                    assertThat(rig.mvc().get().uri("/actuator/taskruns/" + id))
                            .bodyJson()
                            .extractingPath("$.run.exception.stack")
                            .asString()
                            .contains("no mail server for jane@example.org");
                },
                "management.endpoint.taskruns.show-values=always");
    }

    @Test
    void deletedRunIsAskedToStopAndInterruptedOnlyByForce() {
        ActionRig.run(rig -> {
            TaskRun<String> running = rig.block();
            delete(rig, running.id(), "", true, "RUNNING");
            assertThat(running.isStopRequested()).isTrue();
            assertThat(running.isDone()).isFalse();
            delete(rig, running.id(), "", false, "RUNNING");
            delete(rig, running.id(), "?force=true", true, "CANCELLED");
            rig.awaitIdle("default");
            delete(rig, running.id(), "?force=true", false, "CANCELLED");

            assertThat(rig.signals().events())
                    .extracting(TaskyActionEvent::action)
                    .containsExactly("stop", "stop", "interrupt", "interrupt");
            assertThat(rig.signals().events())
                    .extracting(TaskyActionEvent::target)
                    .containsOnly(Target.RUN);
        });
    }

    @Test
    void runThatIsStuckIsFoundAndInterruptedOnceMoreByForce() {
        ActionRig.run(rig -> {
            TaskRun<?> run = rig.supervisor().task("stubborn").trigger();
            rig.signals().entered().await();
            delete(rig, run.id(), "?force=true", true, "CANCELLED");
            rig.signals().interrupted().await();
            var stuck = assertThat(rig.mvc().get().uri("/actuator/taskruns?stuck=true"))
                    .hasStatusOk()
                    .bodyJson();
            stuck.extractingPath("$.runs[*].id").asArray().containsExactly(run.id());
            stuck.extractingPath("$.runs[0].stuck").isEqualTo(true);
            stuck.extractingPath("$.page.total").isEqualTo(1);
            var cancelled = assertThat(rig.mvc().get().uri("/actuator/taskruns?status=RUNNING,CANCELLED"))
                    .bodyJson();
            cancelled.extractingPath("$.runs[*].stuck").asArray().containsExactly(true);
            cancelled.extractingPath("$.page.total").isEqualTo(1);
            var task =
                    assertThat(rig.mvc().get().uri("/actuator/tasks/stubborn")).bodyJson();
            task.extractingPath("$.liveRuns[*].stuck").asArray().containsExactly(true);
            task.extractingPath("$.latestRuns").asArray().isEmpty();

            delete(rig, run.id(), "?force=true", true, "CANCELLED");
            rig.awaitIdle("io");
            assertThat(rig.mvc().get().uri("/actuator/taskruns?stuck=true"))
                    .bodyJson()
                    .extractingPath("$.page.total")
                    .isEqualTo(0);
            assertThat(rig.mvc().get().uri("/actuator/taskruns?status=CANCELLED"))
                    .bodyJson()
                    .extractingPath("$.runs[*].stuck")
                    .asArray()
                    .containsExactly(false);
            delete(rig, run.id(), "?force=true", false, "CANCELLED");
        });
    }

    @Test
    void deletedRunThatWaitsIsCancelled() {
        ActionRig.run(rig -> {
            rig.occupySlot();
            TaskRun<?> waiting = rig.supervisor().task("cleanup").trigger();
            delete(rig, waiting.id(), "", true, "CANCELLED");
            assertThat(waiting.status()).isEqualTo(RunStatus.CANCELLED);
        });
    }

    @Test
    void forceThatIsNeitherTrueNorFalseAndAFieldForTheIdAreRefusedAndNothingIsDone() {
        ActionRig.run(rig -> {
            TaskRun<String> running = rig.block();
            assertThat(ActionRig.error(
                            rig.mvc()
                                    .delete()
                                    .uri("/actuator/taskruns/" + running.id() + "?force=maybe")
                                    .exchange(),
                            400))
                    .isEqualTo("force is 'maybe', which is neither true nor false. Send true, or leave it out.");
            assertThat(rig.mvc().delete().uri("/actuator/taskruns/x-1?id=" + running.id()))
                    .hasStatus(400);
            assertThat(running.isStopRequested()).isFalse();
        });
    }

    private static void delete(ActionRig rig, String id, String query, boolean changed, String status) {
        var body = assertThat(rig.mvc().delete().uri("/actuator/taskruns/" + id + query))
                .hasStatusOk()
                .bodyJson();
        body.extractingPath("$.changed").isEqualTo(changed);
        body.extractingPath("$.run.status").isEqualTo(status);
    }
}
