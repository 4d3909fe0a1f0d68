package io.tasky.supervisor;

import io.tasky.task.RateLimit;
import io.tasky.task.TimeSource;

/** The starts of a task within the latest span of its rate limit. Guarded by the lock of its {@link TaskGate}. */
final class RateWindow {

    private final TimeSource time;

    private final int limit;

    private final long period;

    private final MomentRing starts;

    RateWindow(RateLimit limit, TimeSource time) {
        this.time = time;
        this.limit = limit.starts();
        this.period = TimeSource.nanosOf(limit.period());
        this.starts = new MomentRing(this.limit);
    }

    /** How many more may start now. */
    int left() {
        long now = time.nanoTime();
        while (starts.size() > 0 && now - starts.get(0) >= period) {
            starts.removeOldest();
        }
        return limit - starts.size();
    }

    /** One starts now, for which there is room. */
    void started() {
        starts.add(time.nanoTime());
    }

    /**
     * When one more may start beside some that are about to.
     *
     * @return a moment in nanoseconds of the time source, or {@link Long#MAX_VALUE} if that hangs on those
     */
    long nextAfter(int aboutToStart) {
        int tooMany = aboutToStart + 1 - left();
        if (tooMany > starts.size()) {
            return Long.MAX_VALUE;
        }
        return tooMany <= 0 ? time.nanoTime() : starts.get(tooMany - 1) + period;
    }
}
