package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskCounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueingTests {

    private static final int FILES = 300;

    @TempDir
    private Path folder;

    @Test
    void whatDoesNotFitIntoTheQueueIsLeftForTheNextScan() throws IOException {
        SampleFolder.fill(folder, FILES);
        try (RunningSample sample = RunningSample.start(folder, "--tasky.tasks.files.index.capacity=10")) {
            sample.awaitSearchable(FILES);
            assertThat(counts(sample, "files.index").succeeded()).isEqualTo(FILES);
        }
    }

    @Test
    void scansDoNotQueueAFileTwiceWhileItWaitsOrIsRead() throws IOException {
        SampleFolder.fill(folder, FILES);
        Gate gate = new Gate();
        try (RunningSample sample = RunningSample.start(
                folder,
                context -> context.registerBean("gate", FileOpener.class, () -> gate, bean -> bean.setPrimary(true)),
                "--tasky.tasks.files.index.workers=2")) {
            await().until(() -> counts(sample, "folder.scan").succeeded() >= 3);
            assertThat(sample.bean(TaskSupervisor.class).queue("files").size()).isEqualTo(FILES - 2);
            gate.opened.countDown();
            sample.awaitSearchable(FILES);
            assertThat(counts(sample, "files.index").succeeded()).isEqualTo(FILES);
        }
    }

    @Test
    void fileThatAWorkerFinishesBetweenTheLookAndTheClaimIsNotQueuedAgain() throws IOException {
        SampleFolder.fill(folder, 1);
        try (RunningSample sample = RunningSample.start(
                folder,
                context -> context.registerBean(
                        "finishing",
                        Catalog.class,
                        () -> new FinishingCatalog(folder),
                        bean -> bean.setPrimary(true)))) {
            await().until(() -> counts(sample, "folder.scan").succeeded() >= 2);
            TaskCounts index = counts(sample, "files.index");
            assertThat(index.waiting() + index.running() + index.succeeded()).isZero();
            assertThat(sample.bean(TaskSupervisor.class).queue("files").size()).isZero();
        }
    }

    private static TaskCounts counts(RunningSample sample, String task) {
        return sample.bean(TaskSupervisor.class).task(task).snapshot().counts();
    }

    /** Keeps readers waiting until it is opened. */
    private static final class Gate implements FileOpener {

        private final CountDownLatch opened = new CountDownLatch(1);

        @Override
        public InputStream open(Path path) throws IOException {
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Files.newInputStream(path);
        }
    }

    /** A worker finishes with each file as soon as a scan has looked whether it is new. */
    private static final class FinishingCatalog extends Catalog {

        private final Path root;

        FinishingCatalog(Path root) {
            this.root = root;
        }

        @Override
        boolean isNew(Path path, FileVersion version) {
            boolean isNew = super.isNew(path, version);
            note(path, FileEntry.indexed(SourceFile.of(root, path), version));
            return isNew;
        }
    }
}
