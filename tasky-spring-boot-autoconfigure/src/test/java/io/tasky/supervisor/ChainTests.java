package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that follow one another. */
@Timeout(20)
class ChainTests {

    private static final RunOptions IMPORT = RunOptions.DEFAULTS.withName("import");

    @Test
    void eachStepGetsTheResultOfTheOneBefore() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<String> run = rig.supervisor
                    .chain(() -> 20)
                    .then(number -> number + 1)
                    .then(number -> "got " + number)
                    .submit(IMPORT);
            assertThat(run.get()).isEqualTo("got 21");
            assertThat(run.result()).isEqualTo("got 21");
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.task()).isEqualTo("import");
            assertThat(run.finishedAt()).isNotNull();
            assertThat(run.cancel(true)).isFalse();
            assertThat(run.stop()).isFalse();
        }
    }

    @Test
    void chainMayBeSubmittedMoreThanOnceAndBranch() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskChain<Integer> chain = rig.supervisor.chain(() -> 1);
            TaskChain<Integer> more = chain.then(number -> number + 1);
            assertThat(more.submit(IMPORT).get()).isEqualTo(2);
            assertThat(more.submit(IMPORT).get()).isEqualTo(2);
            assertThat(chain.submit(IMPORT).get()).isEqualTo(1);
        }
    }

    @Test
    void stepMayHaveOptionsOfItsOwn() throws Exception {
        try (Rig rig = new Rig(builder -> builder.pool(PoolConfig.of("io", 1))).started()) {
            TaskRun<String> run = rig.supervisor
                    .chain(() -> Thread.currentThread().getName())
                    .then(
                            first -> first + " " + Thread.currentThread().getName() + " "
                                    + TaskContext.current().task(),
                            RunOptions.DEFAULTS.withPool("io").withName("store"))
                    .submit(IMPORT);
            assertThat(run.get()).matches("tasky-default-\\d+ tasky-io-\\d+ store");
        }
    }

    @Test
    void stepTakesASlotOnlyWhileItRuns() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> number + 1)
                    .then(number -> number + 1)
                    .submit(IMPORT);
            assertThat(run.get()).isEqualTo(3);
            rig.awaitIdle();
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }

    @Test
    void getGivesUpByTheSupervisorsClock() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> {
                        end.await();
                        return number;
                    })
                    .submit(IMPORT);
            CompletableFuture<Throwable> waited = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    run.get(10, TimeUnit.SECONDS);
                    waited.complete(new IllegalStateException("no time-out"));
                } catch (Exception ex) {
                    waited.complete(ex);
                }
            });
            waiting.start();
            while (!waited.isDone()) {
                rig.advance(Duration.ofSeconds(1));
            }
            assertThat(waited.get()).isInstanceOf(java.util.concurrent.TimeoutException.class);
            end.countDown();
            assertThat(run.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void listenersAreToldOfEachStep() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                events.add(run.task() + " " + run.result());
            }
        };
        try (Rig rig = new Rig(builder ->
                        builder.listeners(() -> List.of(listener)).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)))
                .started()) {
            rig.supervisor
                    .chain(() -> 1)
                    .then(number -> number + 1)
                    .submit(IMPORT)
                    .get();
            rig.awaitIdle();
            assertThat(events).containsExactly("import 1", "import 2");
        }
    }
}
