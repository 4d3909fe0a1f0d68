package io.tasky.benchmarks.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that every timer has its turn. */
class TimerBatchTests {

    private static final List<Integer> ALL = IntStream.range(0, 100).boxed().toList();

    private final Recorded recorded = new Recorded();

    private final TimerBatch batch = new TimerBatch(recorded, ALL.size());

    @Test
    void timersAreScheduledInOrder() {
        assertThat(batch.schedule()).isPositive();
        assertThat(recorded.scheduled).isEqualTo(ALL);
    }

    @Test
    void timersAreResetAndCancelledOnceEachInAnotherOrder() {
        assertThat(batch.reset()).isPositive();
        assertThat(batch.cancel()).isPositive();
        assertThat(recorded.reset).containsExactlyInAnyOrderElementsOf(ALL).isNotEqualTo(ALL);
        assertThat(recorded.cancelled).isEqualTo(recorded.reset);
    }

    private static final class Recorded implements Timers {

        private final List<Integer> scheduled = new ArrayList<>();

        private final List<Integer> reset = new ArrayList<>();

        private final List<Integer> cancelled = new ArrayList<>();

        @Override
        public void schedule(int timer) {
            scheduled.add(timer);
        }

        @Override
        public void reset(int timer) {
            reset.add(timer);
        }

        @Override
        public void cancel(int timer) {
            cancelled.add(timer);
        }
    }
}
