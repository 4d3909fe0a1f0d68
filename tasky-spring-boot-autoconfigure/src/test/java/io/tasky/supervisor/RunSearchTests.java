package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.Page;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunSearchTests {

    private final Rig rig = Rig.narrow(100).started();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void tasksAreFilteredAndPagedByName() {
        rig.supervisor.register(TaskDefinition.background("b.mail").run(() -> {}));
        rig.supervisor.register(TaskDefinition.background("a.mail").run(() -> {}));
        rig.supervisor.register(TaskDefinition.periodic("a.report")
                .fixedRate(Duration.ofHours(1))
                .run(() -> {}));
        rig.supervisor.task("b.mail").pause();

        assertThat(names(TaskFilter.ALL, 0)).containsExactly("a.mail", "a.report", "b.mail");
        assertThat(names(TaskFilter.ALL, 1)).containsExactly("a.report", "b.mail");
        assertThat(names(new TaskFilter(TaskKind.BACKGROUND, null, null, null), 0))
                .containsExactly("a.mail", "b.mail");
        assertThat(names(new TaskFilter(null, TaskState.PAUSED, "default", "MAIL"), 0))
                .containsExactly("b.mail");
        assertThat(names(new TaskFilter(null, null, "io", null), 0)).isEmpty();
        assertThat(rig.supervisor.tasks(TaskFilter.ALL, 0, 0).total()).isEqualTo(3);
    }

    private List<String> names(TaskFilter filter, int offset) {
        return rig.supervisor.tasks(filter, offset, 10).items().stream()
                .map(TaskSnapshot::name)
                .toList();
    }

    @Test
    void taskThatIsGoneIsOnNoPage() {
        rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
        rig.supervisor.unregister("mail");

        assertThat(names(TaskFilter.ALL, 0)).isEmpty();
    }

    @Test
    void runsThatEndedAreFoundByTheirOutcomeTheLatestFirst() throws Exception {
        rig.supervisor.register(TaskDefinition.background("good").run(() -> {}));
        rig.supervisor.register(TaskDefinition.background("bad").run(() -> {
            throw new IllegalStateException("on purpose");
        }));
        List<String> good = List.of(ended("good"), ended("good"));
        String bad = ended("bad");

        assertThat(ids(outcomes(RunStatus.SUCCEEDED), 0, 10)).containsExactly(good.get(1), good.get(0));
        assertThat(ids(outcomes(RunStatus.FAILED), 0, 10)).containsExactly(bad);
        assertThat(ids(outcomes(RunStatus.FAILED, RunStatus.SUCCEEDED), 1, 1)).containsExactly(good.get(1));
        assertThat(rig.supervisor
                        .runs(outcomes(RunStatus.FAILED, RunStatus.SUCCEEDED), 5, 1)
                        .total())
                .isEqualTo(3);
        assertThat(ids(new RunFilter("bad", null, Set.of(RunStatus.SUCCEEDED)), 0, 10))
                .isEmpty();
        assertThat(ids(new RunFilter(null, "io", Set.of(RunStatus.SUCCEEDED)), 0, 10))
                .isEmpty();
    }

    private String ended(String task) throws InterruptedException {
        TaskRun<?> run = rig.supervisor.task(task).trigger();
        rig.awaitIdle();
        rig.advance(Duration.ofSeconds(1));
        return run.id();
    }

    private static RunFilter outcomes(RunStatus... statuses) {
        return new RunFilter(null, null, Set.of(statuses));
    }

    private List<String> ids(RunFilter filter, int offset, int limit) {
        return rig.supervisor.runs(filter, offset, limit).items().stream()
                .map(RunSnapshot::id)
                .toList();
    }

    @Test
    void pageGoesOnFromThoseThatWaitToThoseThatEnded() throws Exception {
        rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
        String first = ended("mail");
        CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
        TaskRun<?> waiting = rig.supervisor.task("mail").trigger();
        RunFilter filter = new RunFilter("mail", null, Set.of(RunStatus.WAITING, RunStatus.SUCCEEDED));

        Page<RunSnapshot> page = rig.supervisor.runs(filter, 0, 10);
        assertThat(page.items()).extracting(RunSnapshot::id).containsExactly(waiting.id(), first);
        assertThat(page.total()).isEqualTo(2);
        assertThat(ids(filter, 1, 10)).containsExactly(first);
        assertThat(ids(RunFilter.liveOf("mail"), 0, 10)).containsExactly(waiting.id());
        release.countDown();
    }

    @Test
    void runIsFoundByItsIdWhileItWaitsAndAfterItsEnd() throws Exception {
        rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
        CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
        String id = rig.supervisor.task("mail").trigger().id();

        assertThat(rig.supervisor.findRun(id)).map(RunSnapshot::status).contains(RunStatus.WAITING);
        release.countDown();
        rig.awaitIdle();
        assertThat(rig.supervisor.findRun(id)).map(RunSnapshot::status).contains(RunStatus.SUCCEEDED);
        assertThat(rig.supervisor.run(id)).isEmpty();
        assertThat(rig.supervisor.findRun(id + "0")).isEmpty();
        assertThat(rig.supervisor.findRun("nonsense")).isEmpty();
    }
}
