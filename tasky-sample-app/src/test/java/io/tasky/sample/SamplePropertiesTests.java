package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class SamplePropertiesTests {

    private static final DataSize LIMIT = DataSize.ofMegabytes(5);

    @TempDir
    private Path folder;

    @Test
    void aFolderThatDoesNotExistIsNamedWithTheRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleProperties("/no/such/folder", Set.of(), LIMIT))
                .withMessage("sample.folder: '/no/such/folder' is no folder."
                        + " Name one that exists: --sample.folder=/path/to/folder");
    }

    @Test
    void aLimitOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleProperties(folder.toString(), Set.of(), DataSize.ofGigabytes(2)))
                .withMessageContaining("sample.max-file-size")
                .withMessageContaining("2147483648B");
    }

    @Test
    void theRootIsTheFolderBehindALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(new SampleProperties(link.toString(), Set.of(), LIMIT).root())
                .isEqualTo(real.toRealPath());
    }
}
