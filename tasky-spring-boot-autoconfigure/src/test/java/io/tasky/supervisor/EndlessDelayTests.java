package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that run without pause, on the system's time. */
@Timeout(30)
class EndlessDelayTests {

    private static final int MANY = 300;

    private static final TaskAttributes ENDLESS = TaskAttributes.of(TaskAttribute.FIXED_DELAY, Duration.ZERO);

    private static Rig oneSlot(SystemTimeSource time) {
        return new Rig(builder -> builder.timeSource(time).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1))).started();
    }

    @Test
    void taskThatNeverPausesGivesWayToItsEquals() throws Exception {
        try (SystemTimeSource time = SystemTimeSource.create();
                Rig rig = oneSlot(time)) {
            CountDownLatch both = new CountDownLatch(2);
            for (String name : new String[] {"one", "other"}) {
                AtomicInteger runs = new AtomicInteger();
                rig.register(TaskKind.PERIODIC, name, ENDLESS, payload -> {
                    if (runs.incrementAndGet() == MANY) {
                        both.countDown();
                    }
                    return null;
                });
            }
            for (int i = 0; i < MANY; i++) {
                assertThat(rig.supervisor
                                .submit(() -> "done", RunOptions.DEFAULTS)
                                .get())
                        .isEqualTo("done");
            }
            both.await();
        }
    }

    @Test
    void taskThatNeverPausesGivesWayToHigherPriorities() throws Exception {
        try (SystemTimeSource time = SystemTimeSource.create();
                Rig rig = oneSlot(time)) {
            rig.register(
                    TaskKind.PERIODIC, "endless", ENDLESS.with(TaskAttribute.PRIORITY, TaskPriority.HIGH), payload -> {
                        Thread.onSpinWait();
                        return null;
                    });
            CountDownLatch ticks = new CountDownLatch(20);
            rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    TaskAttributes.of(TaskAttribute.FIXED_RATE, Duration.ofMillis(1))
                            .with(TaskAttribute.PRIORITY, TaskPriority.CRITICAL),
                    payload -> {
                        ticks.countDown();
                        return null;
                    });
            ticks.await();
        }
    }
}
