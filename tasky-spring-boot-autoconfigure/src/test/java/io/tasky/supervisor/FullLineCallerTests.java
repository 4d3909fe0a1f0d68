package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that their callers execute because the line is full, and threads that must not. */
@Timeout(20)
class FullLineCallerTests extends FullLineFixture {

    @Test
    void callerRunsItItself() throws Exception {
        fill(OnFull.CALLER_RUNS);
        Thread.currentThread().interrupt();

        TaskRun<?> run = rig.supervisor.call("mail", "late");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.result()).isEqualTo("late");
        assertThat(ran).containsExactly("late here");
        assertThat(rig.pool().snapshot().rejected()).isZero();
        assertThat(rig.pool().snapshot().taken()).isOne();
    }

    @Test
    void ownThreadsAreNeitherBlockedNorDoTheyRunTheCalls() throws Exception {
        for (OnFull rule : List.of(OnFull.BLOCK, OnFull.CALLER_RUNS)) {
            rig.pool().resize(config().withOnFull(rule, PATIENCE));
            TaskRun<String> run = rig.supervisor.submit(
                    () -> {
                        submit(TaskPriority.NORMAL);
                        try {
                            submit(TaskPriority.NORMAL);
                            return "accepted";
                        } catch (PoolFullException full) {
                            return "refused";
                        }
                    },
                    RunOptions.DEFAULTS);

            assertThat(run.get()).isEqualTo("refused");
            rig.awaitIdle();
        }
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> null);
    }

    @Test
    void clocksThreadIsNeitherBlockedNorDoesItRunTheCalls() throws Exception {
        for (OnFull rule : List.of(OnFull.BLOCK, OnFull.CALLER_RUNS)) {
            fill(rule);
            CountDownLatch end = new CountDownLatch(1);
            List<String> answers = new CopyOnWriteArrayList<>();
            TaskRun<?> late = slowRun(rule, end);
            CompletableFuture<?> unused = late.toCompletableFuture().whenComplete((result, failure) -> {
                try {
                    call("from the clock");
                    answers.add("accepted");
                } catch (PoolFullException full) {
                    answers.add("refused");
                }
            });

            rig.advance(PATIENCE);

            assertThat(late.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(answers).containsExactly("refused");
            end.countDown();
            release();
        }
        assertThat(ran).containsExactly("waiting", "waiting");
    }

    /** A run beyond the slots that does not mind that its time is up. */
    private TaskRun<?> slowRun(OnFull rule, CountDownLatch end) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        rig.register(
                TaskKind.BACKGROUND,
                "slow." + rule,
                TaskAttributes.NONE
                        .with(TaskAttribute.PRIORITY, TaskPriority.CRITICAL)
                        .with(TaskAttribute.TIMEOUT, PATIENCE),
                payload -> {
                    running.countDown();
                    awaitWhateverComes(end);
                    return null;
                });
        TaskRun<?> run = rig.supervisor.call("slow." + rule, null);
        running.await();
        return run;
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean waits = true;
        while (waits) {
            try {
                latch.await();
                waits = false;
            } catch (InterruptedException ex) {
                // Its time is up, which it ignores.
            }
        }
    }

    @Test
    void interruptThatComesWhileTheCallerRunsItIsKeptForTheCaller() throws Exception {
        fill(OnFull.CALLER_RUNS);
        rig.register(TaskKind.BACKGROUND, "deaf", TaskAttributes.NONE, payload -> {
            Thread.currentThread().interrupt();
            return "done";
        });
        rig.register(TaskKind.BACKGROUND, "waiting", TaskAttributes.NONE, payload -> {
            Thread.currentThread().interrupt();
            new CountDownLatch(1).await();
            return "never";
        });

        TaskRun<?> deaf = rig.supervisor.call("deaf", null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(deaf.result()).isEqualTo("done");

        TaskRun<?> waiting = rig.supervisor.call("waiting", null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiting.exception()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void interruptThatWasMeantForTheRunIsNotTheCallers() throws Exception {
        fill(OnFull.CALLER_RUNS);
        List<Boolean> seen = new CopyOnWriteArrayList<>();
        rig.register(TaskKind.BACKGROUND, "cancelled", TaskAttributes.NONE, payload -> {
            rig.supervisor.run(TaskContext.current().runId()).orElseThrow().cancel(true);
            seen.add(Thread.currentThread().isInterrupted());
            return null;
        });

        TaskRun<?> run = rig.supervisor.call("cancelled", null);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(seen).containsExactly(true);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }
}
