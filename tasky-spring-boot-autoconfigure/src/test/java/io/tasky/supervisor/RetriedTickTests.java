package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that the clock caused and that are tried more than once. */
@Timeout(20)
class RetriedTickTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final List<String> keys = new CopyOnWriteArrayList<>();

    private void registerFailingOnce(Rig rig, TaskKind kind) {
        TaskAttribute<Duration> when = kind == TaskKind.TIMER ? TaskAttribute.DELAY : TaskAttribute.FIXED_RATE;
        rig.supervisor.register(Rig.define(
                kind,
                "report",
                TaskAttributes.NONE.with(when, HOUR),
                payload -> {
                    TaskContext context = TaskContext.current();
                    keys.add(context.idempotencyKey());
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                    return null;
                },
                (attempt, failure) -> PAUSE));
    }

    @ParameterizedTest
    @EnumSource(names = {"PERIODIC", "TIMER"})
    void keyIsTheSameInEveryAttempt(TaskKind kind) throws Exception {
        try (Rig rig = new Rig().started()) {
            registerFailingOnce(rig, kind);
            Instant due = kind == TaskKind.TIMER ? rig.time.now().plus(HOUR) : rig.time.now();
            rig.advanceAndAwait(kind == TaskKind.TIMER ? HOUR : Duration.ZERO);
            rig.advanceAndAwait(PAUSE);
            assertThat(keys).containsExactly("report@" + due, "report@" + due);
            assertThat(rig.supervisor.task("report").snapshot().counts().succeeded())
                    .isOne();
        }
    }

    @Test
    void nextTickHasAnotherKey() throws Exception {
        try (Rig rig = new Rig().started()) {
            registerFailingOnce(rig, TaskKind.PERIODIC);
            Instant first = rig.time.now();
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(PAUSE);
            rig.advanceAndAwait(HOUR.minus(PAUSE));
            assertThat(keys).containsExactly("report@" + first, "report@" + first, "report@" + first.plus(HOUR));
        }
    }
}
