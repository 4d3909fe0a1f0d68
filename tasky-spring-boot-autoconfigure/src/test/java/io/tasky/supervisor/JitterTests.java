package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.TickDelays;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks that start later by chance. */
@Timeout(20)
class JitterTests {

    private static final Duration SECOND = PeriodicRig.SECOND;

    private static final TaskAttributes EVERY_SECOND = TaskAttributes.of(TaskAttribute.FIXED_RATE, SECOND);

    private final List<Long> bounds = new CopyOnWriteArrayList<>();

    /** Chance that a test decides. */
    private abstract static class Chance implements TickDelays {

        @Override
        public Duration pause(String task, int failures) {
            return TickDelays.WITHOUT_BACK_OFF.pause(task, failures);
        }
    }

    private Chance millis(long... millis) {
        AtomicInteger asked = new AtomicInteger();
        return new Chance() {
            @Override
            public long jitter(long bound) {
                bounds.add(bound);
                return Duration.ofMillis(millis[asked.getAndIncrement() % millis.length])
                        .toNanos();
            }
        };
    }

    private static Chance seeded(long seed) {
        Random random = new Random(seed);
        return new Chance() {
            @Override
            public long jitter(long bound) {
                return random.nextLong(bound);
            }
        };
    }

    private static TaskAttributes jitter(TaskAttributes attributes, long millis) {
        return attributes.with(TaskAttribute.JITTER, Duration.ofMillis(millis));
    }

    @Test
    void ticksStartLaterAndStandForTheirMoments() throws Exception {
        try (PeriodicRig rig = new PeriodicRig(millis(300, 0, 940))) {
            rig.register(jitter(EVERY_SECOND, 950));
            rig.advance(Duration.ofMillis(10), 500);
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L, 3000L, 4000L);
            assertThat(rig.starts).containsExactly(300L, 1000L, 2940L, 3300L, 4000L);
            assertThat(rig.counts().skipped()).isZero();
            assertThat(bounds).containsOnly(Duration.ofMillis(950).toNanos());
        }
    }

    @Test
    void jitterAddsUpToNothingOnTheGrid() throws Exception {
        try (PeriodicRig rig = new PeriodicRig(seeded(11))) {
            rig.register(jitter(EVERY_SECOND, 999));
            rig.advance(SECOND, 300);
            rig.advance(Duration.ofMillis(999));
            assertThat(rig.ticks)
                    .isEqualTo(LongStream.rangeClosed(0, 300)
                            .map(tick -> tick * 1000)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void delayIsLongerByChance() throws Exception {
        try (PeriodicRig rig = new PeriodicRig(millis(0, 5000, 100))) {
            rig.register(jitter(TaskAttributes.of(TaskAttribute.FIXED_DELAY, SECOND), 5001));
            rig.advance(Duration.ZERO);
            rig.advance(Duration.ofMillis(100), 80);
            assertThat(rig.starts).containsExactly(0L, 6000L, 7100L);
        }
    }

    @Test
    void tickWhoseMomentPassedWhileQuietAndThatWasToStartLaterIsNotMissed() throws Exception {
        try (PeriodicRig rig = new PeriodicRig(millis(0, 500))) {
            rig.register(jitter(EVERY_SECOND, 600));
            rig.advance(Duration.ZERO);
            rig.supervisor().quiet();
            rig.pass(Duration.ofMillis(1200));
            rig.supervisor().resume();
            rig.advance(Duration.ofMillis(300));
            assertThat(rig.starts).containsExactly(0L, 1500L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void tasksWithJitterSayTheirMoments() {
        try (PeriodicRig rig = new PeriodicRig(millis(300))) {
            TaskControl task = rig.register(jitter(EVERY_SECOND, 950));
            assertThat(task.snapshot().schedule()).isEqualTo("fixed rate PT1S, jitter PT0.95S");
            assertThat(task.snapshot().nextRun()).isEqualTo(rig.start);
            assertThat(task.nextRuns(3)).containsExactly(rig.start, rig.start.plusSeconds(1), rig.start.plusSeconds(2));
        }
    }

    @Test
    void chanceIsBelowItsBoundUnlessSaidOtherwise() {
        for (int i = 0; i < 1000; i++) {
            assertThat(TickDelays.WITHOUT_BACK_OFF.jitter(5)).isBetween(0L, 4L);
        }
    }
}
