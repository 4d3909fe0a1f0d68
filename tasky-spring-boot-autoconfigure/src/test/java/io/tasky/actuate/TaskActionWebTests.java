package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.pool.OnFull;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import io.tasky.task.TaskTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ExtendWith(OutputCaptureExtension.class)
class TaskActionWebTests {

    @ParameterizedTest
    @CsvSource({"pause,PAUSED", "disable,DISABLED"})
    void repeatedItLeavesTheStateUnchangedAndIsAnsweredWith200(String action, TaskState state) {
        ActionRig.run(rig -> {
            rig.act("reports", "'action': '" + action + "'", true);
            rig.act("reports", "'action': '" + action + "'", false);

            assertThat(rig.supervisor().task("reports").snapshot().state()).isEqualTo(state);
        });
    }

    @ParameterizedTest
    @CsvSource({"pause,resume", "disable,enable"})
    void undoneItIsEnabledAndRepeatingThatChangesNothing(String action, String undo) {
        ActionRig.run(rig -> {
            rig.act("mail", "'action': '" + action + "'", true);
            rig.act("mail", "'action': '" + undo + "'", true);
            rig.act("mail", "'action': '" + undo + "'", false);

            assertThat(rig.supervisor().task("mail").snapshot().state()).isEqualTo(TaskState.ENABLED);
        });
    }

    @Test
    void taskThatNeedsArgumentsSaysThatItCannotBeTriggered() {
        ActionRig.run(rig -> {
            assertThat(rig.mvc().get().uri("/actuator/tasks/mail").exchange())
                    .bodyJson()
                    .extractingPath("$.task.canBeTriggered")
                    .isEqualTo(false);
            assertThat(rig.mvc().get().uri("/actuator/tasks/cleanup").exchange())
                    .bodyJson()
                    .doesNotHavePath("$.task.canBeTriggered");
        });
    }

    @Test
    void triggerAnswersTheIdOfItsRunAndTheTaskAfterwards() {
        ActionRig.run(rig -> {
            var answer =
                    assertThat(rig.act("reports", "'action': 'trigger'", true)).bodyJson();

            answer.extractingPath("$.action").isEqualTo("trigger");
            answer.extractingPath("$.task.name").isEqualTo("reports");
            answer.extractingPath("$.run")
                    .satisfies(id -> assertThat(rig.supervisor().findRun(String.valueOf(id)))
                            .isPresent());
        });
    }

    @Test
    void unknownTaskIsNotFound() {
        ActionRig.run(rig -> assertThat(ActionRig.error(rig.post("tasks/nobody", "{'action': 'pause'}"), 404))
                .isEqualTo("There is no task 'nobody'."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "orders|trigger|pause, resume, enable, disable, close, reopen, replay",
                "reports|close|trigger, pause, resume, enable, disable, reschedule",
                "mail|reset|pause, resume, enable, disable",
                "flush|reschedule|trigger, pause, resume, enable, disable, reset, fire, cancel"
            })
    void impossibleActionIsRefusedWithWhatIsPossible(String task, String action, String possible) {
        ActionRig.run(rig -> assertThat(rig.refused("tasks/" + task, "{'action': '" + action + "'}"))
                .contains(action + " is not possible")
                .endsWith("Possible is: " + possible + "."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"mail|pause, resume, enable, disable", "remind|pause, resume, enable, disable, reset, fire, cancel"
            })
    void triggerOfATaskThatNeedsArgumentsOrAKeyIsRefusedAndNotProposed(String task, String possible) {
        ActionRig.run(rig -> assertThat(rig.refused("tasks/" + task, "{'action': 'trigger'}"))
                .contains("trigger is not possible, because it says no item, key or arguments to run it with.")
                .endsWith("Possible is: " + possible + "."));
    }

    @ParameterizedTest
    @EnumSource(OnFull.class)
    void triggerWaitsInLineHoweverLongThatIsAndRunsNothingInTheRequest(OnFull rule) {
        ActionRig.run(
                rig -> {
                    rig.occupySlot();
                    rig.act("cleanup", "'action': 'trigger'", true);
                    rig.act("cleanup", "'action': 'trigger'", false);
                    String run = run(rig.act("sweep", "'action': 'trigger'", true));

                    assertThat(rig.supervisor().run(run))
                            .isPresent()
                            .get()
                            .satisfies(waiting -> assertThat(waiting.status()).isEqualTo(RunStatus.WAITING));
                    rig.signals().release().countDown();
                    rig.awaitIdle("default");
                    assertThat(rig.supervisor().findRun(run))
                            .map(RunSnapshot::status)
                            .contains(RunStatus.SUCCEEDED);
                },
                "tasky.pools.default.max-waiting=1",
                "tasky.pools.default.on-full=" + rule,
                rule == OnFull.BLOCK ? "tasky.pools.default.on-full-timeout=1m" : "tasky.history.size=100");
    }

    private static String run(MvcTestResult answer) {
        String[] run = new String[1];
        assertThat(answer).bodyJson().extractingPath("$.run").satisfies(id -> run[0] = String.valueOf(id));
        return run[0];
    }

    @Test
    void disabledTaskRefusesTriggerPauseAndResume() {
        ActionRig.run(rig -> {
            rig.act("reports", "'action': 'disable'", true);
            for (String action : new String[] {"trigger", "pause", "resume"}) {
                assertThat(rig.refused("tasks/reports", "{'action': '" + action + "'}"))
                        .isEqualTo("Task 'reports' of kind PERIODIC is DISABLED: " + action
                                + " is not possible. Possible is: enable, disable, reschedule.");
            }
        });
    }

    @Test
    void missingAndUnknownActionsAreRefusedWithWhatIsPossible() {
        ActionRig.run(rig -> {
            assertThat(rig.refused("tasks/orders", "{}"))
                    .startsWith("The request says no action.")
                    .endsWith("Possible is: pause, resume, enable, disable, close, reopen, replay.");
            assertThat(rig.refused("tasks/orders", "{'action': 'explode'}"))
                    .startsWith("Unknown action 'explode'.")
                    .endsWith("Possible is: pause, resume, enable, disable, close, reopen, replay.");
        });
    }

    @Test
    void fieldNamedLikeThatOfThePathIsRefusedAndNothingIsDone() {
        ActionRig.run(rig -> {
            assertThat(rig.refused("tasks/reports", "{'action': 'pause', 'name': 'mail'}"))
                    .contains("The request has a field 'name'");
            assertThat(rig.refused("tasks/reports?name=mail", "{'action': 'pause'}"))
                    .contains("The request has a field 'name'");

            assertThat(rig.supervisor().task("reports").snapshot().state()).isEqualTo(TaskState.ENABLED);
            assertThat(rig.supervisor().task("mail").snapshot().state()).isEqualTo(TaskState.ENABLED);
            assertThat(rig.signals().events()).isEmpty();
        });
    }

    @Test
    void bodyThatIsNotFlatIsRefused() {
        ActionRig.run(rig -> assertThat(rig.post("tasks/reports", "{'action': {'pause': true}}"))
                .hasStatus(400));
    }

    @Test
    void timerIsResetFiredAndCancelled() {
        ActionRig.run(rig -> {
            rig.act("flush", "'action': 'cancel'", false);
            rig.act("flush", "'action': 'fire'", false);
            rig.act("flush", "'action': 'reset'", true);
            assertThat(rig.supervisor().timer("flush").pending()).isEqualTo(1);
            assertThat(rig.mvc().get().uri("/actuator/tasks/flush"))
                    .bodyJson()
                    .extractingPath("$.task.timer.pending")
                    .isEqualTo(1);
            rig.act("flush", "'action': 'cancel'", true);
            rig.act("flush", "'action': 'cancel'", false);
            assertThat(rig.supervisor().timer("flush").pending()).isZero();
        });
    }

    @Test
    void timerWithKeysTakesThemAsWhatTheyAre() {
        ActionRig.run(rig -> {
            TaskTimer<Long> timer = rig.supervisor().timer("remind");
            rig.act("remind", "'action': 'reset', 'key': '7'", true);
            rig.act("remind", "'action': 'reset', 'key': 8", true);
            assertThat(timer.pending(7L)).isTrue();
            rig.act("remind", "'action': 'cancel', 'key': '7'", true);
            rig.act("remind", "'action': 'cancel', 'key': '7'", false);
            assertThat(timer.pending()).isEqualTo(1);
            rig.act("remind", "'action': 'cancel'", true);
            assertThat(timer.pending()).isZero();
        });
    }

    @Test
    void keyThatCannotBeReadAndOneTooManyOrTooFewAreRefused() {
        ActionRig.run(rig -> {
            assertThat(rig.refused("tasks/remind", "{'action': 'reset', 'key': 'Jane'}"))
                    .isEqualTo("The key cannot be read as a java.lang.Long, which the keys of timer 'remind' are."
                            + " Send one that can.");
            assertThat(rig.refused("tasks/remind", "{'action': 'reset'}"))
                    .isEqualTo("The timer 'remind' has keys. Send the key of the one to reset.");
            assertThat(rig.refused("tasks/flush", "{'action': 'reset', 'key': '7'}"))
                    .isEqualTo("The timer 'flush' has no keys. Leave the key out.");
            assertThat(rig.refused("tasks/reports", "{'action': 'pause', 'key': '7'}"))
                    .startsWith("The request says key, but pause takes none.");
        });
    }

    @Test
    void queueIsClosedAndReopened() {
        ActionRig.run(rig -> {
            rig.act("orders", "'action': 'close'", true);
            rig.act("orders", "'action': 'close'", false);
            assertThat(rig.supervisor().queue("orders").isClosed()).isTrue();
            rig.act("orders", "'action': 'reopen'", true);
            rig.act("orders", "'action': 'reopen'", false);
            assertThat(rig.supervisor().queue("orders").isClosed()).isFalse();
        });
    }

    @Test
    void deadLettersAreShownAndReplayed() {
        ActionRig.run(rig -> {
            TaskQueue<String> orders = rig.supervisor().queue("orders");
            orders.put("order of Jane");
            rig.awaitIdle("io");
            var details =
                    assertThat(rig.mvc().get().uri("/actuator/tasks/orders")).bodyJson();
            details.extractingPath("$.deadLetters.length()").isEqualTo(1);
            details.extractingPath("$.deadLetters[0].item").isEqualTo("******");
            details.extractingPath("$.deadLetters[0].exception.message").isEqualTo("******");

            rig.act("orders", "'action': 'pause'", true);
            assertThat(rig.act("orders", "'action': 'replay'", true))
                    .bodyJson()
                    .extractingPath("$.replayed")
                    .isEqualTo(1);
            rig.act("orders", "'action': 'replay'", false);
            assertThat(orders.deadLetters()).isEmpty();
        });
    }

    @Test
    void replaySaysHowManyDeadLettersAreLeftForWantOfRoom() {
        ActionRig.run(rig -> {
            TaskQueue<String> orders = rig.supervisor().queue("orders");
            for (int i = 0; i < 12; i++) {
                orders.put("order " + i);
                rig.awaitIdle("io");
            }
            rig.act("orders", "'action': 'pause'", true);
            var answer =
                    assertThat(rig.act("orders", "'action': 'replay'", true)).bodyJson();
            answer.extractingPath("$.replayed").isEqualTo(10);
            answer.extractingPath("$.left").isEqualTo(2);
            assertThat(rig.signals().events())
                    .last()
                    .extracting(TaskyActionEvent::details)
                    .isEqualTo(Map.of("queue", "orders", "replayed", "10", "left", "2"));
        });
    }

    @Test
    void itemOfADeadLetterIsShownWhereValuesAre() {
        ActionRig.run(
                rig -> {
                    rig.supervisor().queue("orders").put("order of Jane");
                    rig.awaitIdle("io");
                    assertThat(rig.mvc().get().uri("/actuator/tasks/orders"))
                            .bodyJson()
                            .extractingPath("$.deadLetters[0].item")
                            .isEqualTo("order of Jane");
                },
                "management.endpoint.tasks.show-values=always");
    }

    @Test
    void periodicTaskIsRescheduled() {
        ActionRig.run(rig -> {
            assertThat(rig.act("reports", "'action': 'reschedule', 'fixedRate': '10m'", true))
                    .bodyJson()
                    .extractingPath("$.task.schedule")
                    .isEqualTo("fixed rate PT10M");
            rig.act("reports", "'action': 'reschedule', 'cron': '0 0 2 * * *', 'zone': 'Europe/Berlin'", true);
            assertThat(Objects.requireNonNull(
                            rig.supervisor().task("reports").snapshot().schedule()))
                    .contains("0 0 2 * * *", "Europe/Berlin");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'fixedRate': '10'|The request's fixedRate is '10', which has no unit: 10ms or 10s?",
                "'fixedRate': 'soon'|The request's fixedRate is 'soon', which is no duration. Write a duration",
                "'fixedRate': '0s'|has a fixedRate of zero",
                "'cron': 'nightly'|nightly",
                "'cron': '0 0 2 * * *', 'zone': 'Mars'|The request's zone is 'Mars', which is no time zone.",
                "'fixedRate': '1s', 'fixedDelay': '2s'|says fixedRate and fixedDelay, of which only one can hold",
                "'zone': 'UTC'|says zone UTC without cron",
                "'key': 'x'|reschedule takes none"
            })
    void scheduleThatCannotWorkIsRefusedWithWhatToDo(String fields, String problem) {
        ActionRig.run(rig -> {
            assertThat(rig.refused("tasks/reports", "{'action': 'reschedule', " + fields + "}"))
                    .contains(problem);
            assertThat(rig.supervisor().task("reports").snapshot().schedule()).isEqualTo("fixed rate PT1H");
        });
    }

    @Test
    void rescheduleWithoutAScheduleAndAScheduleWithoutRescheduleAreRefused() {
        ActionRig.run(rig -> {
            assertThat(rig.refused("tasks/reports", "{'action': 'reschedule'}"))
                    .isEqualTo("The request says nothing of a schedule. Send fixedRate, fixedDelay, or cron and zone.");
            assertThat(rig.refused("tasks/reports", "{'action': 'pause', 'cron': '0 0 2 * * *'}"))
                    .isEqualTo("The request says cron, but only reschedule takes a schedule. Leave it out, or send"
                            + " reschedule.");
        });
    }

    @Test
    void everyActionIsLoggedAndPublishedWithWhoDidIt(CapturedOutput output) {
        ActionRig.run(rig -> {
            rig.act("reports", "'action': 'pause'", true);
            assertThat(rig.mvc()
                            .post()
                            .uri("/actuator/tasks/reports")
                            .principal(() -> "alice")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"action\": \"pause\"}"))
                    .hasStatusOk();

            assertThat(rig.signals().events())
                    .containsExactly(
                            new TaskyActionEvent(
                                    Target.TASK,
                                    "reports",
                                    "pause",
                                    true,
                                    null,
                                    Map.of("from", "ENABLED", "to", "PAUSED")),
                            new TaskyActionEvent(Target.TASK, "reports", "pause", false, "alice", Map.of()));
            assertThat(output)
                    .contains("Task 'reports': pause by somebody who is not logged in (from ENABLED, to PAUSED).")
                    .contains("Task 'reports': pause by 'alice', which changed nothing.");
        });
    }

    @Test
    void repeatedRescheduleLeavesTheNextRunWhereItIs() {
        ActionRig.run(rig -> {
            rig.act("reports", "'action': 'reschedule', 'fixedRate': '1h'", false);
            rig.act("reports", "'action': 'reschedule', 'fixedRate': '2h'", true);
            Instant next = rig.supervisor().task("reports").snapshot().nextRun();
            rig.advance(Duration.ofMinutes(40));
            rig.act("reports", "'action': 'reschedule', 'fixedRate': '120m'", false);

            assertThat(rig.supervisor().task("reports").snapshot().nextRun()).isEqualTo(next);
            assertThat(rig.signals().events())
                    .extracting(TaskyActionEvent::details)
                    .containsExactly(Map.of(), Map.of("from", "fixed rate PT1H", "to", "fixed rate PT2H"), Map.of());
        });
    }

    @Test
    void ticksGoOnByTheNewSchedule() {
        ActionRig.run(rig -> {
            rig.act("reports", "'action': 'reschedule', 'fixedRate': '1m'", true);
            rig.advance(Duration.ofMinutes(1));
            rig.awaitIdle("io");

            assertThat(rig.supervisor().task("reports").snapshot().counts().succeeded())
                    .isEqualTo(1);
        });
    }
}
