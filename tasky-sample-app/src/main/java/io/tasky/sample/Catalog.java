package io.tasky.sample;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** Remembers what became of each file, and logs it in one line, once for each reason. Thread-safe. */
@Component
class Catalog {

    private static final Logger log = LoggerFactory.getLogger(Catalog.class);

    private static final int GONE_KEPT = 100;

    private final Map<Path, FileEntry> entries = new ConcurrentHashMap<>();

    /** Guarded by itself. */
    private final Deque<FileEntry> gone = new ArrayDeque<>();

    /** Whether this version of the file was not looked at before. */
    boolean isNew(Path path, FileVersion version) {
        FileEntry entry = entries.get(path);
        return entry == null || !version.equals(entry.version());
    }

    /** Notes what became of a file. */
    void note(Path path, FileEntry entry) {
        FileEntry before = entry.status() == FileStatus.GONE ? entries.remove(path) : entries.put(path, entry);
        if (entry.status() == FileStatus.GONE) {
            keepGone(entry);
        }
        if (before == null || !Objects.equals(before.reason(), entry.reason())) {
            log(entry);
        }
    }

    /** Whether it was looked at before. */
    boolean knows(Path path) {
        return entries.containsKey(path);
    }

    /** Makes every file new to the next scan, and tells how many there are. */
    int forgetVersions() {
        entries.replaceAll((path, entry) -> entry.withoutVersion());
        return entries.size();
    }

    Set<Path> paths() {
        return Set.copyOf(entries.keySet());
    }

    /** How many files there are of each status. */
    Map<FileStatus, Long> counts() {
        return entries.values().stream().collect(Collectors.groupingBy(FileEntry::status, Collectors.counting()));
    }

    /** Files that cannot be searched, those that failed first, at most that many. */
    List<FileEntry> problems(int max) {
        return entries.values().stream()
                .filter(entry -> entry.reason() != null)
                .sorted(Comparator.comparing(FileEntry::status).reversed().thenComparing(FileEntry::name))
                .limit(max)
                .toList();
    }

    /** The largest files that can be searched, the largest first, at most that many. */
    List<FileEntry> largest(int max) {
        return entries.values().stream()
                .filter(entry -> entry.status() == FileStatus.INDEXED)
                .sorted(Comparator.comparingLong(FileEntry::size).reversed().thenComparing(FileEntry::name))
                .limit(max)
                .toList();
    }

    /** The files deleted last, the latest first. */
    List<FileEntry> gone() {
        synchronized (gone) {
            return List.copyOf(gone);
        }
    }

    private void keepGone(FileEntry entry) {
        synchronized (gone) {
            gone.addFirst(entry);
            if (gone.size() > GONE_KEPT) {
                gone.removeLast();
            }
        }
    }

    private static void log(FileEntry entry) {
        Level level = switch (entry.status()) {
            case INDEXED -> Level.DEBUG;
            case SKIPPED, GONE -> Level.INFO;
            case FAILED -> Level.WARN;
        };
        @Nullable String reason = entry.reason();
        log.atLevel(level)
                .log(
                        "{} '{}'{}",
                        entry.status(),
                        Printable.of(entry.name()),
                        reason == null ? "" : ": " + Printable.of(reason));
    }
}
