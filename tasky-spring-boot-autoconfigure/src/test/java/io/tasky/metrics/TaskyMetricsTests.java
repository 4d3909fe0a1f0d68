package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.Page;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskyMetricsTests {

    private static final TaskFacts MAIL =
            new TaskFacts("mail.send", TaskKind.BACKGROUND, "io", TaskPriority.HIGH, null);

    private static final Tags MAIL_TAGS =
            Tags.of("task", "mail.send", "kind", "BACKGROUND", "pool", "io", "priority", "HIGH");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    @BeforeEach
    void supervisorHasNoTimers() {
        given(supervisor.tasks(any(), anyInt(), anyInt())).willReturn(new Page<>(List.of(), 0, 0));
    }

    private final TaskyMetrics metrics = new TaskyMetrics(registry, supervisor);

    @Test
    void finishedRunIsTimedByItsOutcome() {
        metrics.onFinished(runIn(RunStatus.SUCCEEDED), MAIL, millis(30));
        metrics.onFinished(runIn(RunStatus.SUCCEEDED), MAIL, millis(50));
        metrics.onFinished(runIn(RunStatus.FAILED), MAIL, millis(7));

        Timer succeeded = timer("tasky.run", MAIL_TAGS.and("outcome", "SUCCEEDED"));
        assertThat(succeeded.count()).isEqualTo(2);
        assertThat(succeeded.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
        assertThat(timer("tasky.run", MAIL_TAGS.and("outcome", "FAILED")).count())
                .isEqualTo(1);
    }

    @Test
    void runThatNeverStartedIsCountedWithoutTime() {
        metrics.onFinished(runIn(RunStatus.CANCELLED), MAIL, 0);

        Timer cancelled = timer("tasky.run", MAIL_TAGS.and("outcome", "CANCELLED"));
        assertThat(cancelled.count()).isEqualTo(1);
        assertThat(cancelled.totalTime(TimeUnit.NANOSECONDS)).isZero();
    }

    @Test
    void waitAndLatenessAreTimedWithoutAnOutcome() {
        metrics.onStarted(runIn(RunStatus.RUNNING), MAIL, millis(4));
        metrics.onLateness(MAIL, millis(9));

        assertThat(timer("tasky.wait", MAIL_TAGS).totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
        assertThat(timer("tasky.lateness", MAIL_TAGS).totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(9);
        assertThat(tagsOf("tasky.wait")).extracting(Tag::getKey).doesNotContain("outcome");
    }

    @Test
    void rejectionsSkippedTicksAndRetriesAreCounted() {
        metrics.onRejected(MAIL);
        metrics.onSkipped(MAIL, 3);
        metrics.onSkipped(MAIL, 1);
        metrics.onRetry(runIn(RunStatus.RETRYING), MAIL, new IllegalStateException(), Duration.ZERO);

        assertThat(count("tasky.rejected")).isEqualTo(1);
        assertThat(count("tasky.skipped")).isEqualTo(4);
        assertThat(count("tasky.retries")).isEqualTo(1);
    }

    @Test
    void equalFactsOfDifferentObjectsShareTheirMeters() {
        metrics.onRejected(MAIL);
        metrics.onRejected(new TaskFacts("mail.send", TaskKind.BACKGROUND, "io", TaskPriority.HIGH, null));

        assertThat(count("tasky.rejected")).isEqualTo(2);
    }

    @Test
    void manyTasksHaveTheirOwnMetersWhoeverMeetsThemFirst() throws Exception {
        int threads = 4;
        List<TaskFacts> tasks = IntStream.range(0, 300)
                .mapToObj(i -> new TaskFacts("task-" + i, TaskKind.BACKGROUND, "io", TaskPriority.LOW, null))
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        Callable<@Nullable Void> rejectAll = () -> {
            tasks.forEach(metrics::onRejected);
            return null;
        };
        for (Future<@Nullable Void> done : executor.invokeAll(Collections.nCopies(threads, rejectAll))) {
            done.get();
        }
        executor.shutdown();

        assertThat(registry.get("tasky.rejected").counters())
                .hasSize(tasks.size())
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(threads));
    }

    @Test
    void workSubmittedInCodeIsTaggedByItsPoolAndPriorityOnly() {
        metrics.onFinished(
                runIn(RunStatus.SUCCEEDED),
                new TaskFacts("dynamic", TaskKind.BACKGROUND, "default", TaskPriority.LOW, null),
                millis(1));

        assertThat(tagsOf("tasky.run"))
                .containsExactlyInAnyOrder(
                        Tag.of("task", "dynamic"),
                        Tag.of("kind", "BACKGROUND"),
                        Tag.of("pool", "default"),
                        Tag.of("priority", "LOW"),
                        Tag.of("outcome", "SUCCEEDED"));
    }

    @Test
    void everyMeterIsOfTheTypeAndHasTheTagsThatAreDocumented() {
        metrics.bindTo(registry);
        TaskFacts worker = new TaskFacts("orders", TaskKind.QUEUE, "io", TaskPriority.NORMAL, "orders");
        metrics.onStarted(runIn(RunStatus.RUNNING), worker, 1);
        metrics.onFinished(runIn(RunStatus.SUCCEEDED), worker, 1);
        metrics.onLateness(worker, 1);
        metrics.onRejected(worker);
        metrics.onRejected(new TaskFacts("carts", TaskKind.TIMER, "io", TaskPriority.NORMAL, null));
        metrics.onSkipped(worker, 1);
        metrics.onRetry(runIn(RunStatus.RETRYING), worker, new IllegalStateException(), Duration.ZERO);
        metrics.onItemDropped("orders", "an item");
        metrics.onDeadLetter(runIn(RunStatus.FAILED), worker, "an item");

        for (TaskyMeter documented : TaskyMeter.values()) {
            List<Meter> meters =
                    List.copyOf(registry.find(documented.meterName()).meters());
            assertThat(meters).as(documented.meterName()).isNotEmpty().allSatisfy(meter -> {
                assertThat(meter.getId().getType()).isEqualTo(documented.type());
                assertThat(meter.getId().getDescription()).isEqualTo(documented.description());
                assertThat(meter.getId().getTags())
                        .extracting(Tag::getKey)
                        .containsExactlyInAnyOrderElementsOf(documented.tags());
            });
        }
        assertThat(registry.getMeters())
                .allMatch(meter -> meter.getId().getName().startsWith("tasky."));
    }

    @Test
    void recordingARunAllocatesNothingOnceItsMetersAreThere() {
        TaskRun<String> run = TaskRun.of("sent");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int runs = 20_000;
        record(run, runs);

        long before = threads.getCurrentThreadAllocatedBytes();
        record(run, runs);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat((double) bytes / runs).as("bytes a run").isLessThan(1);
    }

    private void record(TaskRun<?> run, int runs) {
        for (int i = 0; i < runs; i++) {
            metrics.onStarted(run, MAIL, i);
            metrics.onLateness(MAIL, i);
            metrics.onFinished(run, MAIL, i);
        }
    }

    private Timer timer(String name, Tags tags) {
        return registry.get(name).tags(tags).timer();
    }

    private double count(String name) {
        return registry.get(name).tags(MAIL_TAGS).counter().count();
    }

    private List<Tag> tagsOf(String name) {
        return registry.get(name).meter().getId().getTags();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static TaskRun<?> runIn(RunStatus status) {
        TaskRun<?> run = mock(TaskRun.class);
        given(run.status()).willReturn(status);
        return run;
    }
}
