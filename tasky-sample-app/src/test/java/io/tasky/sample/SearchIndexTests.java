package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SearchIndexTests {

    private static final SourceFile FILE = new SourceFile(Path.of("a.txt"), "a.txt", "a.txt");

    private static final FileVersion VERSION = new FileVersion(5, Instant.EPOCH);

    @Test
    void aFileThatIsPutAgainReplacesItself() throws IOException {
        try (SearchIndex index = new SearchIndex()) {
            index.put(FILE, VERSION, "first");
            index.put(FILE, VERSION, "second");
            index.publish();
            assertThat(index.size()).isEqualTo(1);
            assertThat(index.search("first", 10).total()).isZero();
            assertThat(index.search("second", 10).total()).isEqualTo(1);
        }
    }

    @Test
    void anIndexThatAFailureClosedWorksAgainAfterARepair() throws IOException {
        try (SearchIndex index = new SearchIndex()) {
            index.put(FILE, VERSION, "lost");
            // An interrupt closes the files that the index is writing, as a full disk would.
            Thread.currentThread().interrupt();
            assertThatException().isThrownBy(index::publish);
            assertThat(Thread.interrupted()).isTrue();
            index.repair();
            index.put(FILE, VERSION, "found");
            index.publish();
            assertThat(index.search("found", 10).total()).isEqualTo(1);
        }
    }
}
