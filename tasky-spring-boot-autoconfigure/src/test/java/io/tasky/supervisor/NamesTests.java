package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.Page;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NamesTests {

    private final Rig rig = Rig.narrow(100).started();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void nameThatIsTakenIsToldWithBothOrigins() {
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> null);
        assertThatThrownBy(() -> rig.register(TaskKind.QUEUE, "mail", TaskAttributes.NONE, payload -> null))
                .isInstanceOf(TaskConfigurationException.class)
                .hasMessage("Two tasks are named 'mail': test mail and test mail.");
    }

    @Test
    void unknownNamesAreToldWithThoseThereAre() {
        assertThatThrownBy(() -> rig.supervisor.task("mail"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessage("There is no task 'mail'. There is none at all.");
        rig.register(TaskKind.BACKGROUND, "b", TaskAttributes.NONE, payload -> null);
        rig.register(TaskKind.QUEUE, "a", TaskAttributes.NONE, payload -> null);
        assertThatThrownBy(() -> rig.supervisor.task("mail")).hasMessage("There is no task 'mail'. There is: a, b.");
        assertThatThrownBy(() -> rig.supervisor.timer("a")).hasMessage("There is no timer 'a'. There is none at all.");
        assertThatThrownBy(() -> rig.supervisor.queue("b")).hasMessage("There is no queue 'b'. There is: a.");
        assertThatThrownBy(() -> rig.supervisor.pool("io")).hasMessage("There is no pool 'io'. There is: default.");
        assertThatThrownBy(() -> rig.supervisor.call("a", null))
                .hasMessage("There is no background task 'a'. There is: b.");
        assertThatThrownBy(() -> rig.supervisor.submit(() -> "", RunOptions.DEFAULTS.withPool("io")))
                .hasMessage("There is no pool 'io'. There is: default.");
    }

    @Test
    void poolThatNobodyDeclaredIsToldWithThoseThereAre() {
        assertThatThrownBy(() -> rig.register(
                        TaskKind.BACKGROUND,
                        "mail",
                        TaskAttributes.NONE.with(TaskAttribute.POOL, "io"),
                        payload -> null))
                .isInstanceOf(TaskConfigurationException.class)
                .hasMessage("Task 'mail' (test mail) names the pool 'io', which nobody declared (there is: default).")
                .satisfies(ex -> assertThat(((TaskConfigurationException) ex).remedy())
                        .isEqualTo("Declare it under tasky.pools.io, or name another pool."));
    }

    @Test
    void tasksAreToldByName() {
        rig.register(TaskKind.BACKGROUND, "b", TaskAttributes.NONE, payload -> null);
        rig.register(
                TaskKind.BACKGROUND,
                "a",
                TaskAttributes.NONE.with(TaskAttribute.PRIORITY, TaskPriority.HIGH),
                p -> null);
        List<TaskSnapshot> tasks = rig.supervisor.tasks();
        assertThat(tasks).extracting(TaskSnapshot::name).containsExactly("a", "b");
        assertThat(tasks.get(0).priority()).isEqualTo(TaskPriority.HIGH);
        assertThat(tasks.get(0).pool()).isEqualTo("default");
        assertThat(tasks.get(0).origin()).isEqualTo("test a");
        assertThat(tasks.get(0).waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.NOT_CALLED));
        assertThat(tasks.get(0).queue()).isNull();
    }

    @Test
    void runsThatWaitAreToldTheOldestFirstInPages() throws Exception {
        CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
        Instant start = rig.time.now();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rig.advance(Duration.ofNanos(1));
            TaskPriority priority = i % 2 == 0 ? TaskPriority.LOW : TaskPriority.HIGH;
            ids.add(rig.supervisor
                    .submit(() -> "", RunOptions.priority(priority))
                    .id());
        }
        Page<RunSnapshot> page = rig.supervisor.runs(1, 4);
        assertThat(page.total()).isEqualTo(10);
        assertThat(page.offset()).isEqualTo(1);
        assertThat(page.items()).extracting(RunSnapshot::id).containsExactlyElementsOf(ids.subList(0, 4));
        assertThat(page.items().get(0).waitingFor()).isEqualTo(WaitingFor.noSlot(1, 1, TaskPriority.LOW, "default"));
        assertThat(rig.supervisor.runs(0, 1).items()).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(run.task()).isEqualTo("blocker");
            assertThat(run.startedAt()).isEqualTo(start);
        });
        assertThat(rig.supervisor.run(ids.get(3)))
                .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.WAITING));
        blocker.countDown();
        rig.awaitIdle();
        assertThat(rig.supervisor.runs(0, 9).items()).isEmpty();
        assertThat(rig.supervisor.run(ids.get(3))).isEmpty();
    }

    @Test
    void runsOfSeveralTasksAreToldTheOldestFirst() throws Exception {
        rig.register(TaskKind.BACKGROUND, "b", TaskAttributes.NONE, payload -> null);
        rig.register(TaskKind.BACKGROUND, "a", TaskAttributes.NONE, payload -> null);
        CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
        List<String> ids = new ArrayList<>();
        for (String task : List.of("a", "b", "a", "b")) {
            rig.advance(Duration.ofSeconds(1));
            ids.add(rig.supervisor.call(task, null).id());
        }
        assertThat(rig.supervisor.runs(1, 9).items())
                .extracting(RunSnapshot::id)
                .containsExactlyElementsOf(ids);
        blocker.countDown();
    }

    @Test
    void pageOutsideTheListIsEmpty() {
        assertThat(Page.of(List.of(1, 2, 3), 5, 5)).isEqualTo(new Page<>(List.of(), 3, 3));
        assertThat(Page.of(List.of(1, 2, 3), -5, -5)).isEqualTo(new Page<>(List.of(), 0, 3));
        assertThat(Page.of(List.of(1, 2, 3), 1, Integer.MAX_VALUE)).isEqualTo(new Page<>(List.of(2, 3), 1, 3));
    }

    @Test
    void methodWithoutTaskIsNotSubmitted() {
        TaskRun<String> run = TaskRun.of("value");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.result()).isEqualTo("value");
        assertThat(run.stop()).isFalse();
        assertThat(run.cancel(true)).isFalse();
    }
}
