package io.tasky.sample;

import io.tasky.annotation.QueueWorker;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskTimer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Looks at each queued file as it is now, and brings the index up to date with it. Every file ends in the catalog, one
 * that cannot be indexed with the reason. Thread-safe.
 */
@Component
class FileIndexer {

    private final Path root;

    private final TextReader reader;

    private final SearchIndex index;

    private final Catalog catalog;

    private final Claims claims;

    private final TaskTimer<Void> publishing;

    FileIndexer(
            SampleProperties properties,
            TextReader reader,
            SearchIndex index,
            Catalog catalog,
            Claims claims,
            @Qualifier("index.publish") TaskTimer<Void> publishing) {
        this.root = properties.root();
        this.reader = reader;
        this.index = index;
        this.catalog = catalog;
        this.claims = claims;
        this.publishing = publishing;
    }

    @QueueWorker(name = "files.index", queue = "files", workers = "4", capacity = "10000", priority = TaskPriority.LOW)
    void index(Path path) throws IOException {
        SourceFile file = SourceFile.of(root, path);
        try {
            look(file);
        } finally {
            claims.release(path);
        }
    }

    private void look(SourceFile file) throws IOException {
        FileVersion version = null;
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            version = FileVersion.of(attributes);
            apply(file, version, reader.read(file.path(), attributes));
        } catch (IOException | RuntimeException e) {
            if (isGone(file.path())) {
                forget(file);
            } else {
                catalog.note(file.path(), FileEntry.failed(file, version, e));
            }
        }
    }

    private void apply(SourceFile file, FileVersion version, Content content) throws IOException {
        if (content instanceof Content.Text text) {
            index.put(file, version, text.text());
            catalog.note(file.path(), FileEntry.indexed(file, version));
        } else if (content instanceof Content.Unsuitable unsuitable) {
            index.remove(file);
            catalog.note(file.path(), FileEntry.skipped(file, version, unsuitable.reason()));
        }
        publishing.reset();
    }

    private void forget(SourceFile file) throws IOException {
        String reason = catalog.knows(file.path()) ? "deleted" : "deleted before it was read";
        index.remove(file);
        catalog.note(file.path(), FileEntry.gone(file, reason));
        publishing.reset();
    }

    /** Also where a folder has taken the file's place, or a file that of its folder. */
    private static boolean isGone(Path path) {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || !Files.isDirectory(path.resolveSibling(""), LinkOption.NOFOLLOW_LINKS);
    }
}
