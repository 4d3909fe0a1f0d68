package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskStoppedException;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** Tasks that are added and deleted while others go on, as Python's pytasking has them. */
@TaskyTest(classes = {Output.class, ComingFromPytaskingTests.Manager.class})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromPytaskingTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskyDriver driver;

    @Autowired
    private TaskSupervisor supervisor;

    @Autowired
    private Manager manager;

    @Autowired
    private Output output;

    /** Adds tasks, and deletes them. */
    static class Manager {

        private final TaskSupervisor supervisor;

        private final Output output;

        Manager(TaskSupervisor supervisor, Output output) {
            this.supervisor = supervisor;
            this.output = output;
        }

        /** Starts a ping twice a second, and stops it before its second is over. */
        String pingAgainAndAgain() throws InterruptedException {
            while (true) {
                TaskRun<String> ping = addPing();
                try {
                    TaskContext.current().sleep(Duration.ofMillis(500));
                } finally {
                    ping.stop();
                }
            }
        }

        TaskRun<String> addPing() {
            return supervisor.submit(this::ping, RunOptions.DEFAULTS.withName("ping"));
        }

        private String ping() throws InterruptedException {
            try {
                while (true) {
                    output.print("Ping!");
                    TaskContext.current().sleep(Duration.ofSeconds(1));
                    output.print("Pong!");
                }
            } catch (TaskStoppedException asked) {
                output.print("Pang!");
                return "tidied up";
            }
        }
    }

    @Test
    void pingsAreAddedAndDeletedWhileTheMainTaskGoesOn() {
        TaskRun<String> main = supervisor.submit(manager::pingAgainAndAgain, RunOptions.DEFAULTS.withName("main"));
        clock.advance(Duration.ofMillis(400));
        assertThat(output.lines()).containsExactly("Ping!");
        clock.advance(Duration.ofMillis(500));
        assertThat(output.lines()).containsExactlyInAnyOrder("Ping!", "Pang!", "Ping!");

        main.stop();
        driver.awaitIdle();
        assertThat(main.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(output.linesWith("Pang!")).hasSize(2);
        assertThat(output.linesWith("Pong!")).isEmpty();
    }

    @Test
    void addedTaskGoesOnByItself() {
        TaskRun<String> ping = manager.addPing();
        clock.advance(Duration.ofMillis(2500));
        assertThat(ping.isDone()).isFalse();
        assertThat(output.lines()).containsExactly("Ping!", "Pong!", "Ping!", "Pong!", "Ping!");
    }

    @Test
    void taskThatIsDeletedMayTidyUp() {
        TaskRun<String> ping = manager.addPing();
        clock.advance(Duration.ZERO);
        ping.stop();
        driver.awaitIdle();
        assertThat(ping.result()).isEqualTo("tidied up");
    }

    @Test
    void taskMayDenyItsDeletion() {
        TaskRun<String> stubborn = supervisor.submit(
                () -> {
                    try {
                        TaskContext.current().sleep(Duration.ofHours(1));
                    } catch (TaskStoppedException asked) {
                        output.print("No!");
                    }
                    return "went on";
                },
                RunOptions.DEFAULTS.withName("stubborn"));
        clock.advance(Duration.ZERO);
        stubborn.stop();
        driver.awaitIdle();
        assertThat(output.lines()).containsExactly("No!");
        assertThat(stubborn.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(stubborn.result()).isEqualTo("went on");
    }

    @Test
    void taskIsFoundByItsId() {
        TaskRun<String> ping = manager.addPing();
        clock.advance(Duration.ZERO);
        assertThat(supervisor.run(ping.id())).containsSame(ping);
        ping.stop();
        driver.awaitIdle();
        assertThat(supervisor.run(ping.id())).isEmpty();
    }

    @Test
    void allTasksThatGoOnAreListed() {
        TaskRun<String> first = manager.addPing();
        TaskRun<String> second = manager.addPing();
        clock.advance(Duration.ZERO);
        assertThat(supervisor.runs(0, 100).items())
                .extracting(RunSnapshot::id)
                .containsExactly(first.id(), second.id());
    }
}
