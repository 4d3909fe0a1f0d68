package io.tasky.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * What a pool promises, in the plainest form: two lists that are scanned after every change. Slow, and shares nothing
 * with the pool's own code.
 */
final class ListScanReference {

    /** Who goes first, the least important first. */
    enum Rank {
        LOW,
        NORMAL,
        HIGH,
        CRITICAL
    }

    /** How many of each may be. A negative size means any number. */
    record Sizes(int size, int reserveNormal, int reserveHigh, int maxWaiting, int criticalMax) {}

    private record Run(int id, Rank rank) {}

    private final List<Run> waiting = new ArrayList<>();

    private final List<Run> running = new ArrayList<>();

    /** The runs that have started since the list was last cleared. */
    private final List<Integer> started = new ArrayList<>();

    private Sizes sizes;

    ListScanReference(Sizes sizes) {
        this.sizes = sizes;
    }

    /** A run arrives; false if it is rejected. */
    boolean arrive(int id, Rank rank) {
        if (rank == Rank.CRITICAL) {
            return running(Rank.CRITICAL) < sizes.criticalMax() && start(new Run(id, rank));
        }
        if (!startsAtOnce(rank) && waiting(rank) >= sizes.maxWaiting()) {
            return false;
        }
        arriveAgain(id, rank);
        return true;
    }

    /** A run arrives that was accepted before, so that it is never rejected. */
    void arriveAgain(int id, Rank rank) {
        if (rank == Rank.CRITICAL) {
            start(new Run(id, rank));
            return;
        }
        waiting.add(new Run(id, rank));
        startWhoMay();
    }

    /** A run takes a slot, or does not arrive at all. */
    boolean startOrForget(int id, Rank rank) {
        boolean starts = rank == Rank.CRITICAL ? running(Rank.CRITICAL) < sizes.criticalMax() : startsAtOnce(rank);
        return starts && start(new Run(id, rank));
    }

    void end(int id) {
        running.removeIf(run -> run.id() == id);
        startWhoMay();
    }

    /** A run ends and arrives again; who starts at the same moment starts by rank. */
    void goAgain(int id, Rank rank) {
        end(id);
        arriveAgain(id, rank);
        started.sort(Comparator.comparing(this::rankOfRunning).reversed());
    }

    void leave(int id) {
        waiting.removeIf(run -> run.id() == id);
        startWhoMay();
    }

    void resize(Sizes newSizes) {
        sizes = newSizes;
        startWhoMay();
    }

    /** The higher rank first; within a rank the one that came first. */
    private void startWhoMay() {
        for (Rank rank : List.of(Rank.HIGH, Rank.NORMAL, Rank.LOW)) {
            for (Iterator<Run> line = waiting.iterator(); line.hasNext(); ) {
                Run run = line.next();
                if (run.rank() == rank && taken() < limit(rank)) {
                    line.remove();
                    start(run);
                }
            }
        }
    }

    private boolean start(Run run) {
        running.add(run);
        started.add(run.id());
        return true;
    }

    /** Nobody of its rank or a higher one waits, and slots that it may use are free. */
    private boolean startsAtOnce(Rank rank) {
        for (Run run : waiting) {
            if (run.rank().compareTo(rank) >= 0) {
                return false;
            }
        }
        return taken() < limit(rank);
    }

    private int limit(Rank rank) {
        if (sizes.size() < 0) {
            return Integer.MAX_VALUE;
        }
        return switch (rank) {
            case LOW -> sizes.size();
            case NORMAL -> sizes.size() + sizes.reserveNormal();
            case HIGH -> sizes.size() + sizes.reserveNormal() + sizes.reserveHigh();
            case CRITICAL -> Integer.MAX_VALUE;
        };
    }

    int taken() {
        return running.size() - running(Rank.CRITICAL);
    }

    int running(Rank rank) {
        return count(running, rank);
    }

    int waiting(Rank rank) {
        return count(waiting, rank);
    }

    private static int count(List<Run> runs, Rank rank) {
        int count = 0;
        for (Run run : runs) {
            if (run.rank() == rank) {
                count++;
            }
        }
        return count;
    }

    /** How many of a rank would start at once now, one after the other. */
    int available(Rank rank) {
        if (rank == Rank.CRITICAL) {
            return Math.max(0, sizes.criticalMax() - running(Rank.CRITICAL));
        }
        return startsAtOnce(rank) ? limit(rank) - taken() : 0;
    }

    private Rank rankOfRunning(int id) {
        for (Run run : running) {
            if (run.id() == id) {
                return run.rank();
            }
        }
        throw new IllegalArgumentException("Run " + id + " does not run.");
    }

    int runningCount() {
        return running.size();
    }

    int runningAt(int index) {
        return running.get(index).id();
    }

    /** The run of a rank that has waited longest but for some; -1 if there is none. */
    int waitingAt(Rank rank, int index) {
        int left = index;
        for (Run run : waiting) {
            if (run.rank() == rank && left-- == 0) {
                return run.id();
            }
        }
        return -1;
    }

    List<Integer> started() {
        return started;
    }
}
