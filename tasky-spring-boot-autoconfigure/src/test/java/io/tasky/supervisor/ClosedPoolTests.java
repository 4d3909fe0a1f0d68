package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of runs that somebody holds, and whose pool is closed in the moment that they come. */
@Timeout(20)
class ClosedPoolTests {

    private final Rig rig = new Rig(builder -> builder.poolFactory(ClosedPoolTests::takesNothingBack)).started();

    /** A pool that takes new runs, and none that were accepted before. */
    private static TaskPool takesNothingBack(PoolConfig config, TimeSource time) {
        TaskPool pool = mock(TaskPool.class, delegatesTo(PriorityPool.create(config, time, Thread::new)));
        doThrow(new RejectedExecutionException("closed")).when(pool).readmit(any());
        return pool;
    }

    private static void assertCancelled(CapturedLog log, TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(log.at(Level.WARN)).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage())
                    .isEqualTo("Run " + run.id() + " of task '" + run.task()
                            + "' was cancelled, because its pool was closed meanwhile");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("closed");
        });
    }

    @Test
    void runThatWasTriggeredIsCancelledAndTheRefusalIsLogged() {
        try (rig;
                CapturedLog log = new CapturedLog()) {
            rig.supervisor.register(TaskDefinition.timer("bell")
                    .delay(Duration.ofDays(1))
                    .autoStart(false)
                    .run(() -> {}));
            assertCancelled(log, rig.supervisor.task("bell").trigger());
        }
    }

    @Test
    void runThatWaitedAtTheGateIsCancelledAndTheRefusalIsLogged() throws Exception {
        try (rig;
                CapturedLog log = new CapturedLog()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            rig.supervisor.register(
                    TaskDefinition.background("mail").maxConcurrent(1).call(() -> {
                        begun.countDown();
                        end.await();
                        return null;
                    }));
            TaskRun<?> first = rig.supervisor.call("mail", null);
            begun.await();
            TaskRun<?> second = rig.supervisor.call("mail", null);
            end.countDown();
            first.get();
            rig.awaitIdle();
            assertCancelled(log, second);
        }
    }
}
