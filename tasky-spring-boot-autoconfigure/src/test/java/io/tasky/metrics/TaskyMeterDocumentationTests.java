package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table of the meters true. The profile {@code docs} writes it anew. */
class TaskyMeterDocumentationTests {

    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

    private static final String START = "<!-- meters -->\n";

    private static final String END = "<!-- /meters -->";

    @Test
    void documentedTableIsMadeFromTheMeters() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(START) + START.length();
        int end = document.indexOf(END);
        assertThat(start).as("the table's place in " + DOCUMENT).isBetween(START.length(), end);

        if (Boolean.getBoolean("tasky.docs.rewrite")) {
            document = document.substring(0, start) + table() + document.substring(end);
            Files.writeString(DOCUMENT, document);
            end = document.indexOf(END);
        }

        assertThat(document.substring(start, end))
                .as("the table in docs/metrics.md; run it with the profile docs to write it anew")
                .isEqualTo(table());
    }

    private static String table() {
        return "| Meter | Type | Tags | What it measures |\n|---|---|---|---|\n"
                + Arrays.stream(TaskyMeter.values())
                        .map(TaskyMeterDocumentationTests::row)
                        .collect(Collectors.joining());
    }

    private static String row(TaskyMeter meter) {
        String tags = meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
        return "| `" + meter.meterName() + "` | " + meter.type().name().toLowerCase(Locale.ROOT) + " | " + tags + " | "
                + meter.description() + " |\n";
    }
}
