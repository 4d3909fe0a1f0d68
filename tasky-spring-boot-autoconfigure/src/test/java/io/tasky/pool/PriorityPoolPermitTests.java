package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slots without threads, entries that leave, and a pool that is only looked at. */
@Timeout(60)
class PriorityPoolPermitTests {

    private final PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1));

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    @Test
    void keptSlotIsHeldWithoutAThreadUntilItIsClosed() throws InterruptedException {
        HeldEntry kept = fixture.start("kept", LOW).endingWith(() -> Next.KEPT);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        HeldEntry critical = fixture.entry("critical", CRITICAL);

        kept.end();
        fixture.pool.submit(critical);
        critical.awaitStart();

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.waiting(LOW)).isOne();
        kept.close();
        waiting.awaitStart();
        assertThat(fixture.taken()).isOne();
    }

    @Test
    void keptSlotIsGivenBackOnceHoweverOftenItIsClosed() throws InterruptedException {
        HeldEntry kept = fixture.start("kept", LOW).endingWith(() -> Next.KEPT);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        fixture.submit("last", LOW);
        kept.end();

        kept.close();
        waiting.awaitStart();
        kept.close();
        kept.close();

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.waiting(LOW)).isOne();
    }

    @Test
    void slotThatIsClosedEarlyIsGivenBackWhenTheThreadComesBack() throws InterruptedException {
        HeldEntry kept = fixture.start("kept", LOW).endingWith(() -> Next.KEPT);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        fixture.submit("last", LOW);

        kept.close();
        kept.close();
        assertThat(fixture.waiting(LOW)).isEqualTo(2);
        fixture.endThenAwaitStart(kept, waiting);

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.waiting(LOW)).isOne();
    }

    @Test
    void closingWhileItWaitsOrAfterItsEndChangesNothing() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        fixture.entry("never submitted", LOW).close();

        second.close();
        assertThat(fixture.waiting(LOW)).isOne();
        fixture.endThenAwaitStart(first, second);
        first.close();

        assertThat(fixture.taken()).isOne();
    }

    @Test
    void entryMayComeAgainAfterItsSlotWasKept() throws InterruptedException {
        HeldEntry kept = fixture.start("kept", LOW).endingWith(() -> Next.KEPT);
        HeldEntry second = fixture.submit("second", LOW);
        kept.close();
        fixture.endThenAwaitStart(kept, second);

        fixture.pool.submit(kept);
        fixture.endThenAwaitStart(second, kept);

        assertThat(fixture.taken()).isOne();
    }

    @Test
    void looseSlotKeepsAnEntryWaitingUntilItIsClosed() throws InterruptedException {
        Permit permit = Objects.requireNonNull(fixture.pool.tryAcquire(LOW));
        HeldEntry waiting = fixture.submit("waiting", LOW);
        fixture.submit("last", LOW);
        assertThat(fixture.taken()).isOne();
        assertThat(fixture.threads).isEmpty();

        permit.close();
        waiting.awaitStart();
        permit.close();

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.waiting(LOW)).isOne();
    }

    @Test
    void looseSlotIsNotForWhomAnotherWaitsOrWhoHasNoneFree() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", 1).withReserves(1, 0).withLimits(10, 1));
        fixture.start("low", LOW);
        fixture.submit("waiting", LOW);

        assertThat(fixture.pool.tryAcquire(LOW)).isNull();
        try (Permit normal = Objects.requireNonNull(fixture.pool.tryAcquire(NORMAL));
                Permit critical = Objects.requireNonNull(fixture.pool.tryAcquire(CRITICAL))) {
            assertThat(List.of(normal, critical)).doesNotHaveDuplicates();
            assertThat(fixture.pool.tryAcquire(HIGH)).isNull();
            assertThat(fixture.pool.tryAcquire(CRITICAL)).isNull();
            assertThat(fixture.pool.snapshot().critical()).isOne();
        }
        assertThat(fixture.taken()).isOne();
    }

    @Test
    void availableCountsTheSlotsOfAPriority() throws InterruptedException {
        fixture.pool.resize(new PoolConfig("mail", 2, 3, 4, 10, 7));
        assertAvailable(2, 5, 9, 7);

        fixture.start("1", HIGH);
        assertAvailable(1, 4, 8, 7);
        fixture.start("2", HIGH);
        fixture.start("3", HIGH);
        assertAvailable(0, 2, 6, 7);
        fixture.submit("waiting", LOW);
        fixture.start("critical", CRITICAL);

        assertAvailable(0, 2, 6, 6);
    }

    private void assertAvailable(int low, int normal, int high, int critical) {
        assertThat(List.of(TaskPriority.values()))
                .extracting(fixture.pool::available)
                .containsExactly(low, normal, high, critical);
    }

    @Test
    void removedEntryLeavesItsLineAndMayComeAgain() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        HeldEntry third = fixture.submit("third", LOW);

        assertThat(fixture.pool.remove(second)).isTrue();
        assertThat(fixture.pool.remove(second)).isFalse();
        assertThat(fixture.pool.remove(first)).isFalse();
        assertThat(fixture.pool.remove(fixture.entry("stranger", LOW))).isFalse();
        fixture.pool.submit(second);
        fixture.endThenAwaitStart(first, third);
        fixture.endThenAwaitStart(third, second);

        assertThat(fixture.starts).containsExactly("first", "third", "second");
    }

    @Test
    void removedEntriesAreToldInTheOrderTheyWouldHaveStarted() throws InterruptedException {
        fixture.start("first", LOW);
        for (TaskPriority priority : List.of(LOW, NORMAL, HIGH)) {
            fixture.submit(priority + " 1", priority);
            fixture.submit(priority + " 2", priority);
        }
        List<String> seen = new ArrayList<>();
        fixture.pool.forEachWaiting(entry -> seen.add(entry.toString()), 4);

        List<PoolEntry> removed = fixture.pool.removeWaiting();

        assertThat(removed)
                .extracting(Object::toString)
                .containsExactly("HIGH 1", "HIGH 2", "NORMAL 1", "NORMAL 2", "LOW 1", "LOW 2");
        assertThat(seen).containsExactly("HIGH 1", "HIGH 2", "NORMAL 1", "NORMAL 2");
        assertThat(fixture.pool.snapshot().waiting().values()).containsOnly(0);
        assertThat(fixture.pool.isAwaited(LOW)).isFalse();
    }
}
