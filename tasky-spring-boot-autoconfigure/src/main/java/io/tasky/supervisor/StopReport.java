package io.tasky.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of the runs when the supervisor stopped. Immutable.
 *
 * @param finished how many ended by themselves after the stop began
 * @param asked how many were asked to stop
 * @param interrupted how many were interrupted
 * @param left what was accepted and not done, or still runs: a count for each task, queued items included
 * @param took how long it took
 */
public record StopReport(int finished, int asked, int interrupted, Map<String, Integer> left, Duration took) {

    /** The report of a supervisor that had stopped before. */
    static final StopReport NOTHING = new StopReport(0, 0, 0, Map.of(), Duration.ZERO);

    private static final int NAMED = 10;

    /** Copies the map. */
    public StopReport {
        left = Map.copyOf(left);
    }

    /**
     * The report as one line; of what was left it names the ten tasks with the most.
     *
     * @return the line
     */
    public String text() {
        int total = left.values().stream().mapToInt(Integer::intValue).sum();
        String names = left.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "finished " + finished + ", asked to stop " + asked + ", interrupted " + interrupted + ", left " + total
                + (left.isEmpty() ? "" : " (" + names + (left.size() > NAMED ? ", ..." : "") + ")") + ", took "
                + took.toMillis() + " ms";
    }
}
