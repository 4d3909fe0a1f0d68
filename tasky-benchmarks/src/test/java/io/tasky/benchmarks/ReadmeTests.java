package io.tasky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a report takes the place of the one before. */
class ReadmeTests {

    private static final Report REPORT = new Report(List.of("a machine"), List.of(), List.of("a note"));

    @TempDir
    Path folder;

    @Test
    void reportReplacesWhatStandsBetweenTheMarkers() throws IOException {
        Path file = Files.writeString(
                folder.resolve("README.md"),
                "before\n<!-- figures: start -->\nlast year\n<!-- figures: end -->\nafter\n");
        Readme.write(file, REPORT);
        Readme.write(file, REPORT);
        assertThat(file)
                .content()
                .startsWith("before\n<!-- figures: start -->\n- a machine\n")
                .endsWith("- a note\n<!-- figures: end -->\nafter\n")
                .doesNotContain("last year")
                .containsOnlyOnce("a machine");
    }

    @Test
    void fileWithoutMarkersIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("README.md"), "text");
        assertThatIllegalStateException()
                .isThrownBy(() -> Readme.write(file, REPORT))
                .withMessageContaining("has no place in " + file);
        assertThat(file).hasContent("text");
    }
}
