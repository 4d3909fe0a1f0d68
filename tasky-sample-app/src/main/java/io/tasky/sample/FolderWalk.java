package io.tasky.sample;

import io.tasky.task.TaskContext;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists a folder, links not followed. Ends early when its run is asked to stop. Not thread-safe. */
final class FolderWalk extends SimpleFileVisitor<Path> {

    private final Map<Path, FileVersion> found = new LinkedHashMap<>();

    private final Map<Path, IOException> unreadable = new LinkedHashMap<>();

    private final Path root;

    private final Set<String> excluded;

    FolderWalk(Path root, Set<String> excluded) {
        this.root = root;
        this.excluded = excluded;
    }

    Map<Path, FileVersion> found() {
        return found;
    }

    /** The folders that could not be listed. */
    Map<Path, IOException> unreadable() {
        return unreadable;
    }

    boolean listed(Path path) {
        return found.containsKey(path) || unreadable.containsKey(path);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean skip =
                !folder.equals(root) && excluded.contains(folder.getFileName().toString());
        return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        found.put(file, FileVersion.of(attributes));
        return TaskContext.current().isStopRequested() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
        if (path.equals(root)) {
            throw failure;
        }
        if (!(failure instanceof NoSuchFileException)) {
            unreadable.put(path, failure);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
    }
}
