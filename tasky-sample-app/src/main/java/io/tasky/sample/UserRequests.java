package io.tasky.sample;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * What users ask for. A call returns at once; HIGH work has slots of its own, so that it starts at once too, however much
 * indexing waits. Thread-safe.
 */
@Component
class UserRequests {

    private static final int LARGEST = 10;

    private static final int WORDS = 20;

    private final SearchIndex index;

    private final Catalog catalog;

    private final FolderScanner scanner;

    UserRequests(SearchIndex index, Catalog catalog, FolderScanner scanner) {
        this.index = index;
        this.catalog = catalog;
        this.scanner = scanner;
    }

    /** Reads every file again, also those that failed; searches see the old index until that is published. */
    @BackgroundTask(name = "index.rebuild", priority = TaskPriority.HIGH)
    TaskRun<Rebuild> rebuild() throws IOException {
        index.repair();
        int files = catalog.forgetVersions();
        scanner.scan();
        return TaskRun.of(new Rebuild(files));
    }

    @BackgroundTask(name = "index.report", priority = TaskPriority.HIGH)
    CompletableFuture<Report> report() throws IOException {
        List<FileEntry> largest = catalog.largest(LARGEST);
        List<WordCount> words = index.frequentWords(WORDS);
        return CompletableFuture.completedFuture(new Report(catalog.counts(), largest, words));
    }

    /** Makes the first user's search as fast as the second's. */
    @BackgroundTask(name = "index.warm-up", onStartup = true)
    void warmUp() throws IOException {
        index.search("warm up", 1);
    }
}
