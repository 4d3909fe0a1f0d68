package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A task whose calls find their line full: one slot, taken, and a line of one place. */
abstract class FullLineFixture {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final String FULL = "Pool 'default' is full for NORMAL: 1 runs wait (max-waiting 1), size 1, limit 1"
            + " slots. Submit less, raise tasky.pools.default.size or .max-waiting.";

    final List<String> events = new CopyOnWriteArrayList<>();

    final List<String> ran = new CopyOnWriteArrayList<>();

    final Rig rig = new Rig(builder -> builder.pool(config())
                    .listeners(() -> List.of(new TaskListener() {

                        @Override
                        public void onRejected(TaskFacts facts) {
                            events.add("rejected " + facts.task());
                        }

                        @Override
                        public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                            events.add(run.task() + " " + run.status());
                        }
                    })))
            .started();

    @Nullable
    CountDownLatch blocker;

    @Nullable
    TaskRun<?> latest;

    static PoolConfig config() {
        return PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(1, 1);
    }

    @AfterEach
    void nothingIsLeftBehind() throws InterruptedException {
        if (blocker != null) {
            blocker.countDown();
        }
        rig.awaitIdle();
        assertThat(counts().waiting()).isZero();
        assertThat(counts().running()).isZero();
        rig.close();
    }

    TaskCounts counts() {
        return rig.supervisor.task("mail").snapshot().counts();
    }

    /** Takes the slot and the place in line. */
    void fill(OnFull rule) throws InterruptedException {
        if (blocker == null) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                ran.add(payload + (Thread.currentThread().getName().startsWith("tasky-") ? "" : " here"));
                return payload;
            });
        }
        rig.pool().resize(config().withOnFull(rule, PATIENCE));
        blocker = rig.occupySlot(TaskPriority.NORMAL);
        call("waiting");
    }

    TaskRun<?> latest() {
        return Objects.requireNonNull(latest);
    }

    void call(String payload) {
        latest = rig.supervisor.call("mail", payload);
    }

    void submit(TaskPriority priority) {
        latest = rig.supervisor.submit(() -> null, RunOptions.priority(priority));
    }

    void release() throws InterruptedException {
        if (blocker != null) {
            blocker.countDown();
        }
        rig.awaitIdle();
    }

    void assertRejected(TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.REJECTED);
        assertThat(run.exception()).isInstanceOf(PoolFullException.class).hasMessage(FULL);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(run::get)
                .withCauseInstanceOf(RejectedExecutionException.class);
        assertThat(events).containsExactly("mail REJECTED", "rejected mail");
        assertThat(counts().rejected()).isOne();
        assertThat(rig.pool().snapshot().rejected()).isOne();
        assertThat(rig.supervisor.history("mail"))
                .singleElement()
                .satisfies(past -> assertThat(past.status()).isEqualTo(RunStatus.REJECTED));
    }
}
