package io.tasky.pool;

import io.tasky.pool.ListScanReference.Rank;
import io.tasky.pool.ListScanReference.Sizes;
import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with its lines, and the reference, through the same operations; after each of them both must tell the same. A
 * thread comes for every entry at once.
 */
final class LedgerDuel {

    /** What may happen; a number that comes with it chooses among the candidates. */
    enum Operation {
        LOW_ARRIVES(Rank.LOW),
        NORMAL_ARRIVES(Rank.NORMAL),
        HIGH_ARRIVES(Rank.HIGH),
        CRITICAL_ARRIVES(Rank.CRITICAL),
        LOW_LEAVES(Rank.LOW),
        NORMAL_LEAVES(Rank.NORMAL),
        HIGH_LEAVES(Rank.HIGH),
        ARRIVES_AGAIN(null),
        TAKES_A_SLOT(null),
        ENDS(null),
        GOES_AGAIN(null),
        LENDS(null),
        RECLAIMS(null),
        ENDS_WITHOUT_A_SLOT(null),
        RISES_TO_NORMAL(Rank.NORMAL),
        RISES_TO_HIGH(Rank.HIGH),
        RISES_TO_CRITICAL(Rank.CRITICAL),
        TIME_PASSES(null),
        RESIZES(null);

        private final @Nullable Rank rank;

        Operation(@Nullable Rank rank) {
            this.rank = rank;
        }
    }

    record Step(Operation operation, int choice) {
        @Override
        public String toString() {
            return operation + "(" + choice + ")";
        }
    }

    private static final class Entry extends PoolEntry {

        private final int id;

        private final boolean loose;

        Entry(int id, Rank rank, boolean loose) {
            super(PRIORITIES[rank.ordinal()]);
            this.id = id;
            this.loose = loose;
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            throw new UnsupportedOperationException("There are no threads here.");
        }
    }

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private static final Rank[] RANKS = Rank.values();

    private final List<Sizes> sizes;

    private final ManualTimeSource time = new ManualTimeSource();

    private final SlotLedger ledger;

    private final Handover handover = new Handover();

    private final PoolLines lines;

    private final ListScanReference reference;

    private final List<Entry> entries = new ArrayList<>();

    /** Those that wait for a slot that they lent. */
    private final List<Entry> returning = new ArrayList<>();

    private final List<Step> steps = new ArrayList<>();

    private int configured;

    /** What the ledger's side answered: whom it let start, and who got a slot again. */
    private final List<Integer> started = new ArrayList<>();

    private final List<Integer> returned = new ArrayList<>();

    /** Starts with the first of some sizes; {@link Operation#RESIZES} chooses another. */
    LedgerDuel(List<Sizes> sizes, Function<PoolConfig, SlotLedger> ledgers) {
        this.sizes = sizes;
        this.ledger = ledgers.apply(config(sizes.get(0)));
        this.lines = new PoolLines(ledger, handover, time);
        this.reference = new ListScanReference(sizes.get(0));
    }

    private static PoolConfig config(Sizes sizes) {
        return new PoolConfig(
                        "duel",
                        sizes.size(),
                        sizes.reserveNormal(),
                        sizes.reserveHigh(),
                        sizes.maxWaiting(),
                        sizes.criticalMax())
                .withAging(Duration.ofSeconds(sizes.aging()));
    }

    /** Whether there is a candidate for a step. */
    boolean isPossible(Step step) {
        Rank rank = step.operation().rank;
        return switch (step.operation()) {
            case LOW_LEAVES, NORMAL_LEAVES, HIGH_LEAVES -> rank != null && reference.waiting(rank) > 0;
            case ENDS, GOES_AGAIN -> reference.runningCount() > 0;
            case LENDS -> isLender(step.choice());
            case RECLAIMS, ENDS_WITHOUT_A_SLOT -> step.choice() < reference.lentCount();
            case RISES_TO_NORMAL, RISES_TO_HIGH, RISES_TO_CRITICAL -> reference.waitingCount() > 0;
            case RESIZES -> step.choice() % sizes.size() != configured;
            default -> true;
        };
    }

    private boolean isLender(int choice) {
        if (choice >= reference.runningCount()) {
            return false;
        }
        Entry entry = entries.get(reference.runningAt(choice));
        return !entry.loose && entry.priority().usesSlots();
    }

    /** Does a step that is possible, without comparing. */
    void apply(Step step) {
        reference.forgetAnswers();
        started.clear();
        returned.clear();
        steps.add(step);
        move(step.operation(), step.choice());
        for (PoolEntry entry = lines.pollReady(false); entry != null; entry = lines.pollReady(false)) {
            started.add(((Entry) entry).id);
        }
        lines.waits().takeServed(false);
        returning.stream().filter(PoolEntry::runsOnSlot).forEach(entry -> returned.add(entry.id));
        returning.removeIf(PoolEntry::runsOnSlot);
    }

    /** Does a step that is possible; what differs afterwards is an error. */
    void applyAndCompare(Step step) {
        try {
            apply(step);
        } catch (IllegalStateException ex) {
            throw new AssertionError("The ledger broke: " + ex.getMessage() + describe(), ex);
        }
        compare();
    }

    private void move(Operation operation, int choice) {
        Rank rank = operation.rank;
        switch (operation) {
            case LOW_ARRIVES, NORMAL_ARRIVES, HIGH_ARRIVES, CRITICAL_ARRIVES -> arrive(newEntry(rank, false));
            case LOW_LEAVES, NORMAL_LEAVES, HIGH_LEAVES -> leave(rank, choice);
            case ARRIVES_AGAIN -> arriveAgain(newEntry(RANKS[choice % RANKS.length], false));
            case TAKES_A_SLOT -> take(newEntry(RANKS[choice % RANKS.length], true));
            case ENDS -> end(choice, PoolEntry.Next.DONE);
            case GOES_AGAIN -> end(choice, PoolEntry.Next.AGAIN);
            case LENDS -> lend(choice);
            case RECLAIMS -> reclaim(choice);
            case ENDS_WITHOUT_A_SLOT -> endLent(choice);
            case RISES_TO_NORMAL, RISES_TO_HIGH, RISES_TO_CRITICAL -> raise(rank, choice);
            case TIME_PASSES -> passTime(1 + choice % 5);
            case RESIZES -> resize(choice % sizes.size());
        }
    }

    private Entry newEntry(@Nullable Rank rank, boolean loose) {
        if (rank == null) {
            throw new IllegalArgumentException("A run that arrives has a rank.");
        }
        Entry entry = new Entry(entries.size(), rank, loose);
        entries.add(entry);
        return entry;
    }

    private static Rank rank(Entry entry) {
        return RANKS[entry.priority().ordinal()];
    }

    private void arrive(Entry entry) {
        boolean expected = reference.arrive(entry.id, rank(entry));
        expect(lines.admit(entry, false) == expected, expected ? "accepted" : "rejected");
    }

    private void arriveAgain(Entry entry) {
        reference.arriveAgain(entry.id, rank(entry));
        expect(lines.admit(entry, true), "accepted again");
    }

    private void take(Entry entry) {
        boolean expected = reference.startOrForget(entry.id, rank(entry));
        expect(ledger.tryTake(entry.priority()) == expected, expected ? "given a slot" : "denied a slot");
        if (expected) {
            started.add(entry.id);
        }
    }

    private void leave(@Nullable Rank rank, int choice) {
        if (rank != null) {
            int id = reference.waitingAt(rank, choice % reference.waiting(rank));
            reference.leave(id);
            expect(lines.remove(entries.get(id)), "waiting");
        }
    }

    private void end(int choice, PoolEntry.Next next) {
        Entry entry = entries.get(reference.runningAt(choice % reference.runningCount()));
        Rank rank = rank(entry);
        if (entry.loose) {
            ledger.release(entry.priority());
            lines.grant();
        } else if (next == PoolEntry.Next.AGAIN || !handsOver(entry)) {
            lines.settle(entry, next);
        }
        if (next == PoolEntry.Next.AGAIN && !entry.loose) {
            reference.goAgain(entry.id, rank);
        } else {
            reference.end(entry.id);
        }
    }

    /** Every other entry gives its slot to the next one as a thread without the lock does, if that is open to it. */
    private boolean handsOver(Entry entry) {
        if (entry.id % 2 == 0 || !entry.runsOnSlot()) {
            return false;
        }
        lines.shortcuts().handOver();
        PoolEntry following = handover.take(false);
        lines.shortcuts().takeBack();
        if (following != null) {
            entry.place = PoolEntry.Place.OUT;
            following.place = PoolEntry.Place.RUNNING;
            started.add(((Entry) following).id);
        }
        return following != null;
    }

    private void lend(int choice) {
        int id = reference.runningAt(choice);
        reference.lend(id);
        expect(lines.waits().lent().lend(entries.get(id)), "lending its slot");
        lines.grant();
    }

    private void reclaim(int choice) {
        int id = reference.lentAt(choice);
        reference.reclaim(id);
        lines.waits().lent().reclaim(entries.get(id));
        returning.add(entries.get(id));
        lines.grant();
    }

    private void endLent(int choice) {
        int id = reference.lentAt(choice);
        reference.endLent(id);
        lines.settle(entries.get(id), PoolEntry.Next.DONE);
    }

    private void raise(@Nullable Rank rank, int choice) {
        if (rank != null) {
            int id = reference.waitingAt(choice % reference.waitingCount());
            reference.raise(id, rank);
            expect(lines.raise(entries.get(id), PRIORITIES[rank.ordinal()]), "waiting");
            lines.grant();
        }
    }

    private void passTime(int ticks) {
        reference.timePasses(ticks);
        time.advance(Duration.ofSeconds(ticks));
    }

    private void resize(int index) {
        configured = index;
        reference.resize(sizes.get(index));
        lines.resize(config(sizes.get(index)));
        lines.grant();
    }

    private static void expect(boolean answer, String what) {
        if (!answer) {
            throw new IllegalStateException("The run should be " + what + ".");
        }
    }

    private void compare() {
        boolean same = ledger.taken() == reference.taken()
                && ledger.critical() == reference.running(Rank.CRITICAL)
                && started.equals(reference.started())
                && returned.equals(reference.returned())
                && returning.size() == reference.returningCount();
        for (int i = 0; i < RANKS.length; i++) {
            same &= ledger.waiting(PRIORITIES[i]) == reference.waiting(RANKS[i])
                    && ledger.available(PRIORITIES[i]) == reference.available(RANKS[i]);
        }
        if (!same) {
            throw new AssertionError("They differ: " + started + " started, " + returned + " have a slot again, "
                    + ledger.taken() + " taken, " + ledger.critical() + " critical; should be " + reference.started()
                    + ", " + reference.returned() + ", " + reference.taken() + ", "
                    + reference.running(Rank.CRITICAL) + describe());
        }
    }

    private String describe() {
        return "\nsizes " + sizes + "\nsteps " + steps;
    }
}
