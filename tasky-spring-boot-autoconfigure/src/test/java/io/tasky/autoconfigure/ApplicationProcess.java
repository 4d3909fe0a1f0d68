package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An application in a virtual machine of its own. Used on one thread. */
final class ApplicationProcess implements AutoCloseable {

    private final Process process;

    private final BufferedReader output;

    private ApplicationProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ApplicationProcess start(Class<?> application, String... arguments) throws IOException {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName());
        return new ApplicationProcess(
                new ProcessBuilder(Stream.concat(command, Stream.of(arguments)).toList())
                        .redirectErrorStream(true)
                        .start());
    }

    /** Reads its output up to a line with that text in it. */
    void readUntil(String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        String line;
        do {
            line = output.readLine();
            seen.append(line).append(System.lineSeparator());
            assertThat(line).as("output of the process up to its end: %s", seen).isNotNull();
        } while (!line.contains(text));
    }

    /** Reads the rest of its output. */
    List<String> readAll() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** As Ctrl-C and an operator do. */
    void terminate() {
        // Process.destroy() would close the output.
        assertThat(process.toHandle().destroy()).isTrue();
    }

    int awaitExitCode() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
