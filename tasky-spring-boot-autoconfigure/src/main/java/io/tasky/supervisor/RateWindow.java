package io.tasky.supervisor;

import io.tasky.task.RateLimit;
import io.tasky.task.TimeSource;
import java.util.Arrays;

/** The starts of a task within the latest span of its rate limit. Guarded by the lock of its {@link TaskGate}. */
final class RateWindow {

    private static final int FIRST_SIZE = 16;

    private final TimeSource time;

    private final int limit;

    private final long period;

    /** A ring of moments, the oldest at {@link #first}; it grows up to the limit. */
    private long[] starts;

    private int first;

    private int count;

    RateWindow(RateLimit limit, TimeSource time) {
        this.time = time;
        this.limit = limit.starts();
        this.period = TimeSource.nanosOf(limit.period());
        this.starts = new long[Math.min(FIRST_SIZE, this.limit)];
    }

    /** How many more may start now. */
    int left() {
        long now = time.nanoTime();
        while (count > 0 && now - starts[first] >= period) {
            first = (first + 1) % starts.length;
            count--;
        }
        return limit - count;
    }

    /** One starts now, for which there is room. */
    void started() {
        if (count == starts.length) {
            grow();
        }
        starts[(first + count) % starts.length] = time.nanoTime();
        count++;
    }

    private void grow() {
        long[] more = Arrays.copyOf(starts, Math.min(limit, starts.length * 2));
        for (int i = 0; i < count; i++) {
            more[i] = starts[(first + i) % starts.length];
        }
        starts = more;
        first = 0;
    }

    /**
     * When one more may start beside some that are about to.
     *
     * @return a moment in nanoseconds of the time source, or {@link Long#MAX_VALUE} if that hangs on those
     */
    long nextAfter(int aboutToStart) {
        int tooMany = aboutToStart + 1 - left();
        if (tooMany > count) {
            return Long.MAX_VALUE;
        }
        return tooMany <= 0 ? time.nanoTime() : starts[(first + tooMany - 1) % starts.length] + period;
    }
}
