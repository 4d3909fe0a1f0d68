package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RateLimit;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window, step by step beside one that remembers every start. */
class RateWindowTests {

    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 40})
    void windowAgreesWithAListOfAllStarts(int limit) {
        Duration period = Duration.ofNanos(100);
        RateWindow window = new RateWindow(new RateLimit(limit, period), time);
        List<Long> starts = new ArrayList<>();
        Random random = new Random(limit);
        for (int step = 0; step < 20_000; step++) {
            long now = time.nanoTime();
            int left = limit
                    - (int) starts.stream().filter(start -> now - start < 100).count();
            assertThat(window.left()).isEqualTo(left);
            if (left > 0 && random.nextInt(3) > 0) {
                window.started();
                starts.add(now);
            } else {
                int aboutToStart = left == 0 ? 0 : random.nextInt(left + 1);
                long next = window.nextAfter(aboutToStart);
                if (aboutToStart < left) {
                    assertThat(next).isEqualTo(now);
                } else if (next != Long.MAX_VALUE) {
                    assertThat(leftAt(starts, limit, next)).isGreaterThan(aboutToStart);
                    assertThat(leftAt(starts, limit, next - 1)).isLessThanOrEqualTo(aboutToStart);
                } else {
                    assertThat(aboutToStart).isEqualTo(limit);
                }
                time.advance(Duration.ofNanos(random.nextInt(30)));
            }
            starts.removeIf(start -> now - start > 1000);
        }
    }

    private static int leftAt(List<Long> starts, int limit, long moment) {
        return limit
                - (int) starts.stream().filter(start -> moment - start < 100).count();
    }
}
