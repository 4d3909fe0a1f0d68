package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tasky.spi.TaskListener;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorityTests {

    private static final int FILES = 5_000;

    private static final int BACKLOG = 1_000;

    private static final int REQUESTS = 5;

    @TempDir
    private Path folder;

    private final Starts starts = new Starts();

    @Test
    void aHighRequestStartsAtOnceBeforeAThousandWaitingFilesAndEveryFileIsSearchableOnce() throws Exception {
        SampleFolder.fill(folder, FILES);
        try (RunningSample sample = RunningSample.start(
                folder, context -> context.registerBean("starts", TaskListener.class, () -> starts))) {
            List<Integer> lowBetween = new ArrayList<>();
            awaitBacklog(sample);
            while (waiting(sample) >= BACKLOG && lowBetween.size() < REQUESTS) {
                lowBetween.add(lowStartsBeforeHigh(sample));
            }
            sample.awaitSearchable(FILES);
            sample.bean(TaskSupervisor.class).stop();
            assertThat(lowBetween).isNotEmpty().allMatch(low -> low <= 1);
            assertEachFileIsSearchableOnce(sample.bean(SearchIndex.class));
        }
    }

    private int lowStartsBeforeHigh(RunningSample sample)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        UserRequests requests = sample.bean(UserRequests.class);
        int before = starts.low.get();
        requests.report().get(30, TimeUnit.SECONDS);
        return starts.lowAtHigh.get() - before;
    }

    private static void awaitBacklog(RunningSample sample) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> waiting(sample) >= BACKLOG * 2);
    }

    private static int waiting(RunningSample sample) {
        return sample.bean(TaskSupervisor.class).queue("files").size();
    }

    private static void assertEachFileIsSearchableOnce(SearchIndex index) throws IOException {
        for (int i = 0; i < FILES; i++) {
            assertThat(index.search(SampleFolder.word(i), 2).total())
                    .as("hits for file %d", i)
                    .isEqualTo(1);
        }
    }

    /** Counts starts of LOW runs, and keeps the count at which the latest HIGH run started. */
    private static final class Starts implements TaskListener {

        private final AtomicInteger low = new AtomicInteger();

        private final AtomicInteger lowAtHigh = new AtomicInteger();

        @Override
        public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
            if (facts.priority() == TaskPriority.HIGH) {
                lowAtHigh.set(low.get());
            } else if (facts.priority() == TaskPriority.LOW) {
                low.incrementAndGet();
            }
        }
    }
}
