package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of runs that have ended does not grow with their number. */
@Timeout(60)
class HistoryMemoryTests {

    private static final int BATCH = 5_000;

    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void heapIsWhereItWasAfterAMillionRuns() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> payload);
            run(rig, 100_000);
            long before = usedBytes();

            run(rig, 1_000_000);

            assertThat(usedBytes() - before).isLessThan(2 * MEGABYTE);
            assertThat(rig.supervisor.task("mail").snapshot().counts().succeeded())
                    .isEqualTo(1_100_000);
            assertThat(rig.supervisor.history("mail")).hasSize(TaskSupervisorBuilder.DEFAULT_HISTORY);
        }
    }

    /** No more at a time than fit in the line. */
    private static void run(Rig rig, int runs) throws InterruptedException {
        for (int i = 1; i <= runs; i++) {
            TaskRun<?> run = rig.supervisor.call("mail", new byte[100]);
            if (i % BATCH == 0) {
                rig.awaitIdle();
                assertThat(run.isDone()).isTrue();
            }
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
