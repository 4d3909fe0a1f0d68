package io.tasky.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool promises, in the plainest form: some lists that are scanned after every change. Slow, and shares nothing
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

    /**
     * How many of each may be. A negative size means any number. Whoever waits rises by a rank after each span of the aging, a
     * number of ticks, unless that is zero.
     */
    record Sizes(int size, int reserveNormal, int reserveHigh, int maxWaiting, int criticalMax, int aging) {

        Sizes(int size, int reserveNormal, int reserveHigh, int maxWaiting, int criticalMax) {
            this(size, reserveNormal, reserveHigh, maxWaiting, criticalMax, 0);
        }
    }

    private record Run(int id, Rank rank, long since) {}

    private final List<Run> waiting = new ArrayList<>();

    private final List<Run> running = new ArrayList<>();

    /** Those that go on without a slot, and do not want it back yet. */
    private final List<Run> lent = new ArrayList<>();

    /** Those that want a slot again, the first to come first. */
    private final List<Run> returning = new ArrayList<>();

    /** The runs that have started since the list was last cleared. */
    private final List<Integer> started = new ArrayList<>();

    /** The runs that have got a slot again since the list was last cleared. */
    private final List<Integer> returned = new ArrayList<>();

    private Sizes sizes;

    private long now;

    ListScanReference(Sizes sizes) {
        this.sizes = sizes;
    }

    /** A run arrives; false if it is rejected. */
    boolean arrive(int id, Rank rank) {
        if (rank == Rank.CRITICAL) {
            return running(Rank.CRITICAL) < sizes.criticalMax() && start(run(id, rank));
        }
        if (!startsAtOnce(rank) && waiting(rank) >= sizes.maxWaiting()) {
            return false;
        }
        arriveAgain(id, rank);
        return true;
    }

    private Run run(int id, Rank rank) {
        return new Run(id, rank, now);
    }

    /** A run arrives that was accepted before, so that it is never rejected. */
    void arriveAgain(int id, Rank rank) {
        if (rank == Rank.CRITICAL) {
            start(run(id, rank));
            return;
        }
        waiting.add(run(id, rank));
        startWhoMay();
    }

    /** A run takes a slot, or does not arrive at all. */
    boolean startOrForget(int id, Rank rank) {
        boolean starts = rank == Rank.CRITICAL ? running(Rank.CRITICAL) < sizes.criticalMax() : startsAtOnce(rank);
        return starts && start(run(id, rank));
    }

    void end(int id) {
        take(running, id);
        startWhoMay();
    }

    /** A run ends and arrives again; who starts at the same moment starts by rank. */
    void goAgain(int id, Rank rank) {
        end(id);
        arriveAgain(id, rank);
    }

    void leave(int id) {
        take(waiting, id);
        startWhoMay();
    }

    void resize(Sizes newSizes) {
        boolean risesFromNowOn = sizes.aging() == 0;
        sizes = newSizes;
        for (int i = 0; i < waiting.size() && risesFromNowOn; i++) {
            waiting.set(i, run(waiting.get(i).id(), waiting.get(i).rank()));
        }
        startWhoMay();
    }

    void timePasses(int ticks) {
        now += ticks;
    }

    // Lending

    /** A run goes on without its slot. */
    void lend(int id) {
        lent.add(take(running, id));
        startWhoMay();
    }

    /** It wants a slot again, and comes before all that wait. */
    void reclaim(int id) {
        returning.add(take(lent, id));
        startWhoMay();
    }

    /** It ends without one. */
    void endLent(int id) {
        take(lent, id);
    }

    /** A run that waits gets a higher rank. */
    void raise(int id, Rank rank) {
        Rank fused = rank == Rank.CRITICAL && running(Rank.CRITICAL) >= sizes.criticalMax() ? Rank.HIGH : rank;
        if (fused.compareTo(find(waiting, id).rank()) > 0) {
            take(waiting, id);
            arriveAgain(id, fused);
        }
    }

    // Who starts

    private void startWhoMay() {
        for (Run run = nextReturning(); run != null; run = nextReturning()) {
            returning.remove(run);
            running.add(run);
            returned.add(run.id());
        }
        for (Run run = nextWaiting(); run != null; run = nextWaiting()) {
            waiting.remove(run);
            start(run);
        }
    }

    private @Nullable Run nextReturning() {
        for (Run run : returning) {
            if (taken() < limit(run.rank())) {
                return run;
            }
        }
        return null;
    }

    /** The one that has reached the highest rank; among those the one that reached it first. */
    private @Nullable Run nextWaiting() {
        Run next = null;
        for (Run run : waiting) {
            if (taken() < limit(run.rank()) && (next == null || goesBefore(run, next))) {
                next = run;
            }
        }
        return next;
    }

    private boolean goesBefore(Run later, Run earlier) {
        if (reached(later) != reached(earlier)) {
            return reached(later) > reached(earlier);
        }
        if (sizes.aging() > 0 && reachedAt(later) != reachedAt(earlier)) {
            return reachedAt(later) < reachedAt(earlier);
        }
        return later.rank().compareTo(earlier.rank()) < 0;
    }

    /** The rank that a run has risen to. */
    private int reached(Run run) {
        long risen = sizes.aging() == 0 ? 0 : (now - run.since()) / sizes.aging();
        return (int) Math.min(Rank.HIGH.ordinal(), run.rank().ordinal() + risen);
    }

    private long reachedAt(Run run) {
        return run.since() + (long) sizes.aging() * (reached(run) - run.rank().ordinal());
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

    // What there is

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

    private static Run find(List<Run> runs, int id) {
        for (Run run : runs) {
            if (run.id() == id) {
                return run;
            }
        }
        throw new IllegalArgumentException("Run " + id + " is not there.");
    }

    private static Run take(List<Run> runs, int id) {
        Run run = find(runs, id);
        runs.remove(run);
        return run;
    }

    int runningCount() {
        return running.size();
    }

    int runningAt(int index) {
        return running.get(index).id();
    }

    int lentCount() {
        return lent.size();
    }

    int lentAt(int index) {
        return lent.get(index).id();
    }

    int returningCount() {
        return returning.size();
    }

    int waitingCount() {
        return waiting.size();
    }

    int waitingAt(int index) {
        return waiting.get(index).id();
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

    /** Those that have started, the highest rank first: threads take them in that order. */
    List<Integer> started() {
        started.sort(
                Comparator.comparing((Integer id) -> find(running, id).rank()).reversed());
        return started;
    }

    List<Integer> returned() {
        return returned;
    }

    void forgetAnswers() {
        started.clear();
        returned.clear();
    }
}
