package io.tasky.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the sample indexes. Immutable.
 *
 * @param folder the folder; by default the one the application was started in
 * @param exclude names of folders that are left out wherever they are
 * @param maxFileSize how large a file may be; larger ones are skipped, and shown as skipped
 */
@ConfigurationProperties("sample")
record SampleProperties(
        @DefaultValue(".") String folder,
        @DefaultValue({".git", "target", "node_modules"}) Set<String> exclude,
        @DefaultValue("1MB") DataSize maxFileSize) {

    SampleProperties {
        exclude = Set.copyOf(exclude);
        if (!Files.isDirectory(Path.of(folder))) {
            throw new IllegalArgumentException("sample.folder: '" + folder
                    + "' is no folder. Name one that exists: --sample.folder=/path/to/folder");
        }
        if (maxFileSize.toBytes() < 1 || maxFileSize.toBytes() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "sample.max-file-size: must be at least 1B and less than 2GB, was " + maxFileSize + ".");
        }
    }

    /** The folder without links in its path, so that a folder that is a link itself is walked too. */
    Path root() {
        try {
            return Path.of(folder).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("sample.folder: '" + folder + "' cannot be read.", e);
        }
    }
}
