package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalTests {

    private static final Duration START = Duration.ofSeconds(60);

    /** The sample gives tasks 10 s to stop; the rest is for the web server and the JVM. */
    private static final long BUDGET_SECONDS = 15;

    private static final int FILES = 5_000;

    private static final int SIGTERM_EXIT = 143;

    private static final int SIGINT_EXIT = 130;

    @TempDir
    private Path folder;

    @TempDir
    private Path logs;

    @BeforeEach
    void fill() throws IOException {
        SampleFolder.fill(folder, FILES);
    }

    @Test
    void aTerminateSignalWhileItIndexesEndsItInTimeWithAReport() throws Exception {
        Process process = startIndexing();
        try {
            process.destroy();
            assertThat(stopReport(process, SIGTERM_EXIT)).containsPattern("finished [1-9]");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anInterruptSignalEndsItInTimeAndTheReportNamesWhatWasLeft() throws Exception {
        Process process = startIndexing("--tasky.shutdown.await=200ms", "--tasky.shutdown.stop-grace=100ms");
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(stopReport(process, SIGINT_EXIT)).containsPattern("left [1-9][0-9]* \\(files.index [1-9]");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process startIndexing(String... more) throws IOException {
        // Where a shell started this build in the background, its children would be deaf to SIGINT.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SampleApplication.class.getName(),
                "--server.port=0",
                "--sample.folder=" + folder));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        await().atMost(START)
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> assertThat(process.isAlive()).as(this::output).isTrue())
                .until(() -> output().contains("Scanned " + FILES + " files: " + FILES));
        return process;
    }

    private String stopReport(Process process, int exitCode) throws InterruptedException {
        assertThat(process.waitFor(BUDGET_SECONDS, TimeUnit.SECONDS))
                .as(this::output)
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(output()).doesNotContain("ERROR");
        List<String> reports =
                output().lines().filter(line -> line.contains("asked to stop")).toList();
        assertThat(reports).as("lines that report the stop").hasSize(1);
        return reports.get(0);
    }

    private Path log() {
        return logs.resolve("output.log");
    }

    private String output() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
