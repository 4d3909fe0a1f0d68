package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.task.TaskPriority;
import io.tasky.testing.Spin;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries that go on without their slot, and those that are raised while they wait. */
@Timeout(60)
class LendingTests {

    private final PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1));

    /** What entries that lent their slot do, in order. */
    private final List<String> events = new CopyOnWriteArrayList<>();

    private final Semaphore lent = new Semaphore(0);

    private final List<Semaphore> gates = new CopyOnWriteArrayList<>();

    private final Semaphore reclaimed = new Semaphore(0);

    @AfterEach
    void everySlotAndThreadComesBack() {
        gates.forEach(Semaphore::release);
        fixture.close();
    }

    /** An entry that has lent its slot, and a gate behind which it takes it back. */
    private record Lender(HeldEntry entry, Semaphore mayReclaim) {}

    private Lender startLender(String name, TaskPriority priority) throws InterruptedException {
        HeldEntry entry = fixture.entry(name, priority);
        Lender lender = new Lender(entry, new Semaphore(0));
        gates.add(lender.mayReclaim());
        entry.endingWith(() -> {
            fixture.pool.lend(entry);
            lent.release();
            lender.mayReclaim().acquireUninterruptibly();
            fixture.pool.reclaim(entry);
            events.add(name + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
            reclaimed.release();
            return Next.DONE;
        });
        fixture.pool.submit(entry);
        entry.awaitStart();
        entry.end();
        await(lent);
        return lender;
    }

    /** Lets it wait for its slot; nobody of its priority or a higher one may wait yet. */
    private void letReclaim(Lender lender) {
        lender.mayReclaim().release();
        Spin.until(() -> fixture.pool.isAwaited(lender.entry().priority()));
    }

    private static void await(Semaphore semaphore) throws InterruptedException {
        assertThat(semaphore.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lentSlotGoesToTheNextInLine() throws InterruptedException {
        startLender("lender", LOW);
        assertThat(fixture.taken()).isZero();

        fixture.start("other", LOW);

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.pool.available(LOW)).isZero();
    }

    @Test
    void freeSlotIsTakenBackAtOnce() throws InterruptedException {
        HeldEntry waiting = fixture.entry("waiting", LOW);
        Lender lender = startLender("lender", LOW);
        lender.mayReclaim().release();
        await(reclaimed);
        fixture.pool.submit(waiting);
        waiting.awaitStart();

        assertThat(events).containsExactly("lender");
        assertThat(fixture.taken()).isOne();
        assertThat(fixture.pool.remove(lender.entry())).isFalse();
    }

    @Test
    void slotGoesBackBeforeAllThatWaitAndInTheOrderOfThoseWhoComeBack() throws InterruptedException {
        Lender first = startLender("first", LOW);
        Lender second = startLender("second", HIGH);
        HeldEntry other = fixture.start("other", LOW);
        letReclaim(first);
        letReclaim(second);
        HeldEntry high = fixture.submit("high", HIGH);
        assertThat(events).isEmpty();

        fixture.endThenAwaitStart(other, high);

        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void slotOfAReserveIsNoneForALowerPriority() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", 1).withReserves(0, 1));
        Lender lender = startLender("lender", LOW);
        HeldEntry high = fixture.start("high", HIGH);
        letReclaim(lender);
        fixture.start("second high", HIGH);
        assertThat(fixture.taken()).isEqualTo(2);
        assertThat(events).isEmpty();

        high.end();
        Spin.until(() -> fixture.taken() <= 1);
        assertThat(events).isEmpty();
        fixture.pool.resize(PoolConfig.of("mail", 2));
        await(reclaimed);

        assertThat(events).containsExactly("lender");
    }

    @Test
    void interruptDoesNotEndTheWaitAndIsKept() throws InterruptedException {
        Lender lender = startLender("lender", LOW);
        HeldEntry other = fixture.start("other", LOW);
        letReclaim(lender);

        lender.entry().thread().interrupt();
        assertThat(fixture.taken()).isOne();
        assertThat(events).isEmpty();
        other.end();
        await(reclaimed);

        assertThat(events).containsExactly("lender interrupted");
    }

    @Test
    void entryThatEndsWithoutItsSlotGivesNoneBack() throws InterruptedException {
        for (Next next : List.of(Next.DONE, Next.KEPT)) {
            HeldEntry lender = fixture.entry("lender " + next, LOW);
            lender.endingWith(() -> {
                fixture.pool.lend(lender);
                return next;
            });
            fixture.pool.submit(lender);
            lender.awaitStart();
            HeldEntry other = fixture.submit("other " + next, LOW);
            HeldEntry waiting = fixture.submit("waiting " + next, LOW);

            fixture.endThenAwaitStart(lender, other);
            lender.close();

            assertThat(fixture.taken()).isOne();
            assertThat(fixture.waiting(LOW)).isOne();
            fixture.endThenAwaitStart(other, waiting);
            waiting.end();
            fixture.awaitIdle();
        }
    }

    @Test
    void entryThatGoesAgainWithoutItsSlotStandsInLine() throws InterruptedException {
        HeldEntry other = fixture.entry("other", LOW);
        HeldEntry lender = fixture.entry("lender", LOW);
        lender.endingWith(() -> {
            fixture.pool.lend(lender);
            return Next.AGAIN;
        });
        fixture.pool.submit(lender);
        lender.awaitStart();
        fixture.pool.submit(other);
        fixture.endThenAwaitStart(lender, other);

        fixture.endThenAwaitStart(other, lender);

        assertThat(fixture.taken()).isOne();
    }

    @Test
    void poolWithALentSlotIsNotIdle() throws InterruptedException {
        Lender lender = startLender("lender", LOW);

        Thread waiting = new Thread(() -> {
            try {
                fixture.awaitIdle();
                events.add("idle");
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        Spin.until(() -> waiting.getState() != Thread.State.RUNNABLE);
        lender.mayReclaim().release();
        waiting.join();

        assertThat(events).containsExactly("lender", "idle");
    }

    @Test
    void criticalEntryHasNothingToLend() throws InterruptedException {
        fixture.start("other", LOW);
        Lender critical = startLender("critical", CRITICAL);

        assertThat(fixture.pool.snapshot().critical()).isOne();
        critical.mayReclaim().release();
        await(reclaimed);

        assertThat(fixture.taken()).isOne();
    }

    @Test
    void whoWantsItsSlotBackIsAwaited() throws InterruptedException {
        Lender lender = startLender("lender", NORMAL);
        HeldEntry other = fixture.start("other", LOW);
        assertThat(fixture.pool.isAwaited(LOW)).isFalse();

        letReclaim(lender);

        assertThat(fixture.pool.isAwaited(HIGH)).isFalse();
        other.end();
        await(reclaimed);
        assertThat(fixture.pool.isAwaited(LOW)).isFalse();
    }

    @Test
    void entryKnowsItself() throws InterruptedException {
        HeldEntry entry = fixture.entry("entry", LOW);
        PoolEntry[] current = new PoolEntry[1];
        entry.endingWith(() -> {
            current[0] = PoolEntry.current();
            return Next.DONE;
        });
        fixture.pool.submit(entry);
        entry.end();
        fixture.awaitIdle();

        assertThat(current[0]).isSameAs(entry);
        assertThat(PoolEntry.current()).isNull();
    }

    @Test
    void entryOfAnotherPoolIsLeftAlone() throws InterruptedException {
        try (PoolFixture others = new PoolFixture(PoolConfig.of("others", 1))) {
            HeldEntry entry = fixture.start("entry", LOW);

            others.pool.lend(entry);
            others.pool.reclaim(entry);

            assertThat(others.pool.raise(entry, HIGH)).isFalse();
            assertThat(fixture.taken()).isOne();
        }
    }

    // Raising

    @Test
    void raisedEntryGoesToTheEndOfTheHigherLineAndUsesItsReserve() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry low = fixture.submit("low", LOW);
        HeldEntry raised = fixture.submit("raised", LOW);
        HeldEntry high = fixture.submit("high", HIGH);

        assertThat(fixture.pool.raise(raised, HIGH)).isTrue();
        assertThat(fixture.pool.raise(raised, NORMAL)).isTrue();

        assertThat(raised.priority()).isEqualTo(HIGH);
        assertThat(fixture.waiting(LOW)).isOne();
        assertThat(fixture.waiting(HIGH)).isEqualTo(2);
        fixture.endThenAwaitStart(first, high);
        fixture.endThenAwaitStart(high, raised);
        fixture.endThenAwaitStart(raised, low);
        low.end();
        fixture.awaitIdle();
        fixture.pool.resize(PoolConfig.of("mail", 1).withReserves(0, 1));
        fixture.start("second", LOW);
        HeldEntry onReserve = fixture.submit("on reserve", LOW);
        fixture.pool.raise(onReserve, HIGH);
        onReserve.awaitStart();
    }

    @Test
    void raisedEntryIsTakenEvenByAFullLine() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", 1).withLimits(1, 1));
        fixture.start("first", LOW);
        HeldEntry raised = fixture.submit("raised", LOW);
        fixture.submit("high", HIGH);

        fixture.pool.raise(raised, HIGH);

        assertThat(fixture.waiting(HIGH)).isEqualTo(2);
        assertThat(fixture.pool.offer(fixture.entry("low", LOW))).isTrue();
    }

    @Test
    void entryThatIsRaisedToCriticalStartsAtOnceUnlessTheFuseForbids() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", 1).withLimits(10, 1));
        fixture.start("first", LOW);
        HeldEntry one = fixture.submit("one", LOW);
        HeldEntry two = fixture.submit("two", LOW);

        fixture.pool.raise(one, CRITICAL);
        one.awaitStart();
        fixture.pool.raise(two, CRITICAL);

        assertThat(two.priority()).isEqualTo(HIGH);
        assertThat(fixture.waiting(HIGH)).isOne();
        assertThat(fixture.pool.snapshot().critical()).isOne();
    }

    @Test
    void entryThatDoesNotWaitIsNotRaised() throws InterruptedException {
        HeldEntry running = fixture.start("running", LOW);
        HeldEntry removed = fixture.submit("removed", LOW);
        fixture.pool.remove(removed);

        assertThat(fixture.pool.raise(running, HIGH)).isFalse();
        assertThat(fixture.pool.raise(removed, HIGH)).isFalse();
        assertThat(fixture.pool.raise(fixture.entry("never submitted", LOW), HIGH))
                .isFalse();
        assertThat(running.priority()).isEqualTo(LOW);
    }
}
