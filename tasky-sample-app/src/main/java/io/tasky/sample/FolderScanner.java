package io.tasky.sample;

import io.tasky.annotation.PeriodicTask;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Finds new, changed and deleted files and queues them. Thread-safe: a file that two scans find is queued once.
 *
 * <p>It never waits for room in the queue, since it would hold a slot that the workers could use: what does not fit is
 * left for the next scan.
 */
@Component
class FolderScanner {

    private static final Logger log = LoggerFactory.getLogger(FolderScanner.class);

    private final Path root;

    private final SampleProperties properties;

    private final Catalog catalog;

    private final Claims claims;

    private final TaskQueue<Path> files;

    FolderScanner(
            SampleProperties properties, Catalog catalog, Claims claims, @Qualifier("files") TaskQueue<Path> files) {
        this.root = properties.root();
        this.properties = properties;
        this.catalog = catalog;
        this.claims = claims;
        this.files = files;
    }

    @PeriodicTask(name = "folder.scan", fixedDelay = "10s", priority = TaskPriority.LOW)
    void scan() throws IOException {
        FolderWalk walk = new FolderWalk(root, properties.exclude());
        Files.walkFileTree(root, walk);
        if (TaskContext.current().isStopRequested()) {
            return;
        }
        walk.unreadable().forEach(this::noteUnreadable);
        long queued = Stream.concat(changed(walk), missing(walk))
                .takeWhile(this::offer)
                .count();
        if (queued > 0) {
            log.info(
                    "Scanned {} files: {} are new, changed or deleted.",
                    walk.found().size(),
                    queued);
        }
    }

    private Stream<Path> changed(FolderWalk walk) {
        return walk.found().entrySet().stream()
                .filter(file -> claimIf(file.getKey(), () -> catalog.isNew(file.getKey(), file.getValue())))
                .map(Map.Entry::getKey);
    }

    private Stream<Path> missing(FolderWalk walk) {
        return catalog.paths().stream()
                .filter(path -> !walk.listed(path))
                .filter(path -> claimIf(path, () -> catalog.knows(path)));
    }

    /** Looked at again once it is claimed: a worker may have finished with it between the look and the claim. */
    private boolean claimIf(Path path, BooleanSupplier isDue) {
        if (!isDue.getAsBoolean() || !claims.claim(path)) {
            return false;
        }
        if (!isDue.getAsBoolean()) {
            claims.release(path);
            return false;
        }
        return true;
    }

    private boolean offer(Path path) {
        boolean taken = false;
        try {
            taken = files.offer(path, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!taken) {
                claims.release(path);
            }
        }
        return taken;
    }

    private void noteUnreadable(Path path, IOException failure) {
        catalog.note(path, FileEntry.failed(SourceFile.of(root, path), null, failure));
    }
}
