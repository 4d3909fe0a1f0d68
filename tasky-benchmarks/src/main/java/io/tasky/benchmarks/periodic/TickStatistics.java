package io.tasky.benchmarks.periodic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Tells from the starts of the tasks how well they kept their time. The grid of each task begins with its first start in the
 * window; so a tick at an edge of the window counts neither as missed nor as one too many. Immutable.
 */
final class TickStatistics {

    private final long periodNanos;

    /** How many ticks surely came for each task. */
    private final int ticks;

    /** The starts that belong to them, for each task. */
    private final List<long[]> starts;

    /**
     * Reads what was taken.
     *
     * @param starts when each task started, in nanoseconds and in order
     * @param period the period of all
     * @param periods for how many periods it was taken; at least 3
     */
    TickStatistics(List<long[]> starts, Duration period, int periods) {
        this.periodNanos = period.toNanos();
        // The last one may lie beyond the edge.
        this.ticks = periods - 1;
        this.starts = starts.stream().map(this::counted).toList();
    }

    /** Up to half a period after the last tick. */
    private long[] counted(long[] all) {
        if (all.length == 0) {
            return all;
        }
        long end = all[0] + ticks * periodNanos - periodNanos / 2;
        return LongStream.of(all).filter(start -> start - end < 0).toArray();
    }

    /** Runs divided by ticks. */
    double runs() {
        double sum = starts.stream().mapToInt(task -> task.length).sum();
        return sum / ((double) ticks * starts.size());
    }

    /** By how much each distance between two starts of a task differed from the period, the smallest first. */
    long[] jitter() {
        return starts.stream().flatMapToLong(this::jitterOf).sorted().toArray();
    }

    private LongStream jitterOf(long[] task) {
        return LongStream.range(1, task.length).map(i -> Math.abs(task[(int) i] - task[(int) i - 1] - periodNanos));
    }

    /**
     * How far off its grid a task was with its last start: that of the task in the middle, so that jitter is left out.
     *
     * @return milliseconds; not a number if no task has started twice
     */
    double drift() {
        long[] drifts = starts.stream()
                .filter(task -> task.length > 1)
                .mapToLong(task -> offGrid(task[task.length - 1] - task[0]))
                .sorted()
                .toArray();
        return Math.abs(share(drifts, 0.5));
    }

    private long offGrid(long span) {
        return span - Math.round((double) span / periodNanos) * periodNanos;
    }

    /**
     * The value that a share of sorted values keeps.
     *
     * @return milliseconds; not a number if there are no values
     */
    static double share(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return (double) sorted[Math.max(1, rank) - 1] / TimeUnit.MILLISECONDS.toNanos(1);
    }
}
