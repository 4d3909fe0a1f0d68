package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an application ends by itself, in a process of its own. */
@Timeout(120)
class EndingProcessTests {

    private static ApplicationProcess start(String profile, String mode) throws Exception {
        return ApplicationProcess.start(EndingApplication.class, "--spring.profiles.active=" + profile, mode);
    }

    @Test
    void completeWorkEndsItWithZero() throws Exception {
        try (ApplicationProcess process = start("work", "--tasky.run.mode=until-complete")) {
            process.readUntil("work");
            process.readUntil("Tasky ends the application: its work is complete (tasky.run.mode=until-complete).");
            process.readUntil("Tasky stopped: ");
            assertThat(process.awaitExitCode()).isZero();
        }
    }

    @Test
    void failedRunEndsItWithOne() throws Exception {
        try (ApplicationProcess process = start("work,failure", "--tasky.run.mode=until-complete")) {
            process.readUntil("Tasky stopped: ");
            assertThat(process.awaitExitCode()).isOne();
        }
    }

    @Test
    void whatIsDueUntilTheEndOfItsTimeRuns() throws Exception {
        try (ApplicationProcess process = start("clocked", "--tasky.run.for=3s")) {
            List<String> output = process.readAll();
            assertThat(output)
                    .filteredOn(line -> line.equals("tick") || line.equals("timer"))
                    .containsExactlyInAnyOrder("tick", "tick", "tick", "timer");
            assertThat(output)
                    .anyMatch(line ->
                            line.endsWith("Tasky ends the application: its time is over (tasky.run.for=PT3S)."));
            assertThat(process.awaitExitCode()).isZero();
        }
    }

    @Test
    void signalStillEndsIt() throws Exception {
        try (ApplicationProcess process = start("clocked", "--tasky.run.mode=until-complete")) {
            process.readUntil("tick");
            process.terminate();
            process.readUntil("Tasky stopped: ");
            assertThat(process.awaitExitCode()).isEqualTo(143);
        }
    }

    @Test
    void modeWithoutItsTimeStopsTheStartUp() throws Exception {
        try (ApplicationProcess process = start("work", "--tasky.run.mode=for")) {
            assertThat(process.readAll())
                    .contains(
                            "tasky.run.mode is 'for', and nothing says for how long.",
                            "Set tasky.run.for to a duration such as 10s, or choose another mode.");
            assertThat(process.awaitExitCode()).isOne();
        }
    }
}
