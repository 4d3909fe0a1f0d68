package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tasky.supervisor.TaskSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HostileFolderTests {

    private static final Map<String, String> PROBLEMS = Map.of(
            "empty.txt", "SKIPPED: empty",
            "binary.bin", "SKIPPED: binary",
            "dangling.txt", "SKIPPED: a link or a device, not a regular file",
            "loop", "SKIPPED: a link or a device, not a regular file",
            "huge.txt", "SKIPPED: 209715200 bytes, more than sample.max-file-size: 1048576",
            "endless.txt", "SKIPPED: it grew beyond sample.max-file-size: 1048576",
            "locked.txt", "FAILED: AccessDeniedException",
            "broken.txt", "FAILED: IOException: Input/output error");

    private static final Map<String, String> LOGGED_NAMES = Map.of(
            "line%0Abreak.txt", "line\\u{a}break.txt",
            "%1B%5B31mred.txt", "\\u{1b}[31mred.txt",
            "%E2%80%AEtxt.exe.txt", "\\u{202e}txt.exe.txt",
            "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.txt", "<img src=x onerror=alert(1)>.txt");

    @TempDir
    private Path folder;

    private HostileFolder hostile;

    @BeforeEach
    void fill() throws IOException {
        hostile = new HostileFolder(folder);
    }

    private RunningSample start() {
        return RunningSample.start(
                folder,
                context ->
                        context.registerBean("hostile", FileOpener.class, () -> hostile, bean -> bean.setPrimary(true)),
                "--logging.level.io.tasky.sample=debug");
    }

    @Test
    void everyFileThatCannotBeIndexedIsShownWithItsReasonAndLoggedInOneLine(CapturedOutput output) {
        try (RunningSample sample = start()) {
            sample.awaitSearchable(HostileFolder.NAMES.size());
            Catalog catalog = sample.bean(Catalog.class);
            assertThat(catalog.problems(100).stream()
                            .collect(Collectors.toMap(FileEntry::name, e -> e.status() + ": " + e.reason())))
                    .isEqualTo(PROBLEMS);
            assertThat(catalog.gone())
                    .extracting(FileEntry::name, FileEntry::reason)
                    .containsExactly(tuple("vanishing.txt", "deleted before it was read"));
        }
        PROBLEMS.forEach((name, problem) -> assertThat(lines(output, "'" + name + "'"))
                .hasSize(1)
                .first()
                .asString()
                .contains(problem.replaceFirst(":", " '" + name + "':")));
        assertThat(lines(output, "'vanishing.txt'"))
                .hasSize(1)
                .first()
                .asString()
                .contains("GONE");
    }

    @Test
    void hostileNamesAreSearchedLikeAnyOtherAndCannotForgeALineOfTheLog(CapturedOutput output) throws IOException {
        try (RunningSample sample = start()) {
            sample.awaitSearchable(HostileFolder.NAMES.size());
            SearchResult result = sample.bean(SearchIndex.class).search("harmless", 100);
            assertThat(result.hits())
                    .extracting(SearchResult.Hit::name)
                    .doesNotHaveDuplicates()
                    .contains("line\nbreak.txt", "日本😀.txt", "l".repeat(246) + ".txt");
            assertThat(result.total()).isEqualTo(HostileFolder.NAMES.size());
        }
        LOGGED_NAMES
                .values()
                .forEach(name ->
                        assertThat(lines(output, "INDEXED '" + name + "'")).hasSize(1));
        assertThat(output.getAll()).doesNotContain("\u001b[31mred", "line\nbreak", "\u202e");
    }

    @Test
    void nothingDiesAndAFileThatFailedIsReadWhenItChanges() throws IOException {
        try (RunningSample sample = start()) {
            sample.awaitSearchable(HostileFolder.NAMES.size());
            hostile.unlock();
            sample.awaitSearchable(HostileFolder.NAMES.size() + 1);
            assertThat(sample.bean(SearchIndex.class).search("unlocked", 10).total())
                    .isEqualTo(1);
            assertThat(sample.bean(TaskSupervisor.class).tasks())
                    .allSatisfy(task ->
                            assertThat(task.counts().failed()).as(task.name()).isZero());
        }
    }

    @Test
    void aPipeThatNobodyWritesToIsSkippedWithoutWaitingForIt() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe.txt").toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "needs mkfifo");
        try (RunningSample sample = start()) {
            sample.awaitSearchable(HostileFolder.NAMES.size());
            assertThat(sample.bean(Catalog.class).problems(100))
                    .filteredOn(entry -> entry.name().equals("pipe.txt"))
                    .extracting(FileEntry::status)
                    .containsExactly(FileStatus.SKIPPED);
        }
    }

    @Test
    void aFolderInTheFilesPlaceAndAFileInTheFoldersPlaceAreNoticed() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/inner.txt"), "words");
        Files.writeString(folder.resolve("outer.txt"), "words");
        try (RunningSample sample = start()) {
            sample.awaitSearchable(HostileFolder.NAMES.size() + 2);
            Files.delete(folder.resolve("sub/inner.txt"));
            Files.delete(folder.resolve("sub"));
            Files.delete(folder.resolve("outer.txt"));
            Files.createDirectory(folder.resolve("outer.txt"));
            Files.writeString(folder.resolve("sub"), "words");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sample.bean(SearchIndex.class)
                                    .search("words", 10)
                                    .hits())
                            .extracting(SearchResult.Hit::name)
                            .containsExactly("sub"));
        }
    }

    private static List<String> lines(CapturedOutput output, String part) {
        return output.getAll().lines().filter(line -> line.contains(part)).toList();
    }
}
