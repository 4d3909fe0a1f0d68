package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** How an application without a web server lives and ends, in a process of its own. */
class KeepAliveTests {

    @Test
    void anApplicationWithTasksLivesOnWhenItsMainMethodHasReturnedAndEndsOnSigterm() throws Exception {
        assertLivesUntilSigterm("tick on");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void onVirtualThreadsItLivesOnToo() throws Exception {
        assertLivesUntilSigterm("tick on daemon thread", "--spring.threads.virtual.enabled=true");
    }

    private static void assertLivesUntilSigterm(String tick, String... arguments) throws Exception {
        Process process = start(arguments);
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, "main returned");
            for (int ticks = 0; ticks < 5; ticks++) {
                readUntil(output, tick);
            }
            // Process.destroy() would close the output.
            assertThat(process.toHandle().destroy()).isTrue();
            readUntil(output, "Tasky stopped: ");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeepAliveApplication.class.getName());
        return new ProcessBuilder(Stream.concat(command, Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
    }

    private static void readUntil(BufferedReader output, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        String line;
        do {
            line = output.readLine();
            seen.append(line).append(System.lineSeparator());
            assertThat(line).as("output of the process up to its end: %s", seen).isNotNull();
        } while (!line.contains(text));
    }
}
