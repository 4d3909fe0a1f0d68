package io.tasky.benchmarks.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests that what fires before its time is found out. */
class FiringTests {

    /** So long that a machine that is busy with other things does not make a timer fire before it is put off. */
    private static final Duration DELAY = Duration.ofMillis(400);

    private final Shots shots = new Shots(100);

    @Test
    void timersThatFireInTimeAreNotEarly() throws InterruptedException {
        try (TimerHost host = TimerWay.EXECUTOR.start()) {
            fire(host.timers(shots, Delays.alike(shots.size(), DELAY)));
        }
        assertThat(shots.lateness().count()).isEqualTo(100);
        assertThat(shots.lateness().early()).isZero();
    }

    @Test
    void timersThatFireAtOnceAreEarly() throws InterruptedException {
        fire(new Hasty());
        assertThat(shots.lateness().count()).isEqualTo(100);
        assertThat(shots.lateness().early()).isEqualTo(100);
    }

    private void fire(Timers timers) throws InterruptedException {
        new Firing(timers, shots, DELAY, Duration.ofMillis(10)).run();
    }

    private final class Hasty implements Timers {

        @Override
        public void schedule(int timer) {
            shots.fired(timer);
        }

        @Override
        public void reset(int timer) {}

        @Override
        public void cancel(int timer) {}
    }
}
