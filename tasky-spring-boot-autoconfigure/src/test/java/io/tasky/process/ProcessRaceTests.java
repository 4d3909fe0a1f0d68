package io.tasky.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskRun;
import io.tasky.testing.Spin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that end by themselves while somebody ends them. */
@Tag("race")
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ProcessRaceTests {

    private static final int RUNS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everySlotComesBackWhoeverEndsTheProcess(long seed) throws Exception {
        Random random = new Random(seed);
        try (ProcessRig rig = new ProcessRig()) {
            List<TaskRun<?>> runs = new ArrayList<>();
            ProcessTask shell = ProcessTask.command("sh", "-c", "echo one; read line; echo two; exit 0")
                    .outputTo(rig.lines::put);
            runs.add(rig.call(TaskAttributes.NONE, shell, null, null));
            while (runs.size() < RUNS) {
                runs.add(rig.supervisor.call("video.encode", null));
            }
            for (TaskRun<?> run : runs) {
                awaitStart(run);
                for (int steps = random.nextInt(2_000); steps > 0; steps--) {
                    Thread.onSpinWait();
                }
                endSomehow(run, random.nextInt(4));
            }
            rig.awaitIdle();
            assertThat(runs).allMatch(TaskRun::isDone).noneMatch(TaskRun::isStuck);
            assertThat(runs).extracting(TaskRun::status).isSubsetOf(RunStatus.SUCCEEDED, RunStatus.CANCELLED);
            assertThat(ProcessTask.running())
                    .noneMatch(process -> runs.stream().anyMatch(run -> run.id().equals(process.runId())));
            assertThat(rig.supervisor.pool(PoolConfig.DEFAULT_POOL).snapshot().taken())
                    .isZero();
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("tasky-process-")) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static void awaitStart(TaskRun<?> run) {
        Spin.until(() -> run.status() != RunStatus.WAITING);
    }

    private static void endSomehow(TaskRun<? extends @Nullable Object> run, int how) {
        switch (how) {
            case 0 -> run.send("a line");
            case 1 -> {
                run.send(ProcessTask.END_OF_INPUT);
                run.stop();
            }
            case 2 -> run.cancel(true);
            default -> {
                run.send("a line");
                run.cancel(false);
            }
        }
    }
}
