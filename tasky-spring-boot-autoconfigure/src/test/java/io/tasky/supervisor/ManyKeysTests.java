package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timers of very many keys. */
class ManyKeysTests {

    private static final int KEYS = 1_000_000;

    private static final Duration DELAY = Duration.ofSeconds(10);

    @Test
    @Timeout(60)
    void millionPendingKeysAreOrdinaryAndResetsOfThemSetNoAlarm() {
        CountedAlarms time = new CountedAlarms();
        try (Rig rig = new Rig(builder -> builder.timeSource(time)).started()) {
            rig.register(
                    TaskKind.TIMER,
                    "session",
                    TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY).with(TaskAttribute.KEYED, true),
                    payload -> null);
            TaskTimer<Integer> timers = rig.supervisor.timer("session");
            resetAll(timers);
            assertThat(timers.pending()).isEqualTo(KEYS);

            time.advance(Duration.ofSeconds(1));
            long before = time.settings();
            resetAll(timers);
            assertThat(time.settings()).isEqualTo(before);

            time.advance(DELAY.minusNanos(1));
            assertThat(timers.pending()).isEqualTo(KEYS);
            timers.cancel();
            assertThat(timers.pending()).isZero();
        }
    }

    private static void resetAll(TaskTimer<Integer> timers) {
        for (int key = 0; key < KEYS; key++) {
            timers.reset(key);
        }
    }
}
