package io.tasky.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the report into a file, in place of the one before. */
final class Readme {

    private static final String START = "<!-- figures: start -->";

    private static final String END = "<!-- figures: end -->";

    private Readme() {}

    static void write(Path file, Report report) throws IOException {
        String text = Files.readString(file);
        int start = text.indexOf(START);
        int end = text.indexOf(END);
        if (start < 0 || end < start) {
            throw new IllegalStateException(
                    "The report has no place in " + file + ". Put " + START + " and " + END + " there.");
        }
        String head = text.substring(0, start + START.length());
        Files.writeString(file, head + "\n" + report.text() + text.substring(end));
    }
}
