package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.task.TaskPriority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets a slot, and in which order. */
@Timeout(60)
class PriorityPoolTests {

    private final PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1).withReserves(1, 1));

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    @Test
    void lowUsesTheSizeOnly() throws InterruptedException {
        fixture.start("low", LOW);

        fixture.submit("second low", LOW);

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.waiting(LOW)).isOne();
    }

    @Test
    void reservesAreForThoseTheyAreNamedAfterAndForHigherOnes() throws InterruptedException {
        fixture.start("low", LOW);
        fixture.start("normal", NORMAL);
        fixture.submit("second normal", NORMAL);
        fixture.start("high", HIGH);
        fixture.submit("second high", HIGH);

        assertThat(fixture.starts).containsExactly("low", "normal", "high");
        assertThat(fixture.taken()).isEqualTo(3);
        assertThat(fixture.waiting(NORMAL)).isOne();
        assertThat(fixture.waiting(HIGH)).isOne();
    }

    @Test
    void highMayUseEverySlot() throws InterruptedException {
        fixture.start("1", HIGH);
        fixture.start("2", HIGH);
        fixture.start("3", HIGH);

        assertThat(fixture.taken()).isEqualTo(3);
    }

    @Test
    void higherPriorityGoesFirst() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", 1));
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry low = fixture.submit("low", LOW);
        HeldEntry normal = fixture.submit("normal", NORMAL);
        HeldEntry high = fixture.submit("high", HIGH);

        fixture.endThenAwaitStart(first, high);
        fixture.endThenAwaitStart(high, normal);
        fixture.endThenAwaitStart(normal, low);

        assertThat(fixture.starts).containsExactly("first", "high", "normal", "low");
    }

    @Test
    void firstInIsFirstOutWithinAPriority() throws InterruptedException {
        HeldEntry before = fixture.start("0", LOW);
        HeldEntry[] others = new HeldEntry[20];
        for (int i = 0; i < others.length; i++) {
            others[i] = fixture.submit(String.valueOf(i + 1), LOW);
        }

        for (HeldEntry entry : others) {
            fixture.endThenAwaitStart(before, entry);
            before = entry;
        }

        assertThat(fixture.starts).hasSize(21).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void slotOfAReserveStaysFreeForThoseWhoMayUseIt() throws InterruptedException {
        HeldEntry one = fixture.start("1", HIGH);
        fixture.start("2", HIGH);
        fixture.start("3", HIGH);
        HeldEntry high = fixture.submit("high", HIGH);
        fixture.submit("low", LOW);

        fixture.endThenAwaitStart(one, high);
        high.end();
        fixture.start("next high", HIGH);

        assertThat(fixture.waiting(LOW)).isOne();
        assertThat(fixture.starts).doesNotContain("low");
    }

    @Test
    void criticalStartsWhileEverySlotIsTakenAndIsNotCounted() throws InterruptedException {
        fixture.start("1", HIGH);
        fixture.start("2", HIGH);
        fixture.start("3", HIGH);
        fixture.submit("waiting", HIGH);

        fixture.start("critical", CRITICAL);

        assertThat(fixture.taken()).isEqualTo(3);
        assertThat(fixture.pool.snapshot().critical()).isOne();
        assertThat(fixture.starts).doesNotContain("waiting");
    }

    @Test
    void againGoesBehindTheOthersOfItsPriority() throws InterruptedException {
        HeldEntry turns = fixture.start("turns", LOW).endingWith(() -> Next.AGAIN);
        HeldEntry other = fixture.submit("other", LOW);
        HeldEntry last = fixture.submit("last", LOW);

        fixture.endThenAwaitStart(turns, other);
        fixture.endThenAwaitStart(other, last);
        fixture.endThenAwaitStart(last, turns);

        assertThat(fixture.starts).containsExactly("turns", "other", "last", "turns");
    }

    @Test
    void againGoesOnAtOnceIfNobodyWaits() throws InterruptedException {
        HeldEntry turns = fixture.start("turns", LOW).endingWith(() -> Next.AGAIN);

        fixture.endThenAwaitStart(turns, turns);

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.threads).hasSize(1);
    }

    @Test
    void againOfACriticalEntryIsNotLostWhenTheFuseBecameSmaller() throws InterruptedException {
        HeldEntry turns = fixture.start("turns", CRITICAL).endingWith(() -> Next.AGAIN);
        fixture.start("other", CRITICAL);
        fixture.pool.resize(fixture.pool.config().withLimits(10, 1));

        fixture.endThenAwaitStart(turns, turns);

        assertThat(fixture.pool.snapshot().critical()).isEqualTo(2);
    }

    @Test
    void awaitedTellsOfEntriesThatHaveNotStarted() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        assertThat(fixture.pool.isAwaited(LOW)).isFalse();

        HeldEntry second = fixture.submit("second", LOW);

        assertThat(fixture.pool.isAwaited(LOW)).isTrue();
        assertThat(fixture.pool.isAwaited(NORMAL)).isFalse();
        fixture.endThenAwaitStart(first, second);
        assertThat(fixture.pool.isAwaited(LOW)).isFalse();
    }

    @Test
    void unlimitedPoolStartsEverything() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", PoolConfig.UNLIMITED));

        for (TaskPriority priority : TaskPriority.values()) {
            for (int i = 0; i < 20; i++) {
                fixture.start(priority + " " + i, priority);
            }
        }

        assertThat(fixture.taken()).isEqualTo(60);
        assertThat(fixture.pool.isAwaited(LOW)).isFalse();
        assertThat(fixture.pool.available(LOW)).isEqualTo(Integer.MAX_VALUE - 60);
    }

    @Test
    void smallerSizeTakesEffectAsEntriesEnd() throws InterruptedException {
        fixture.pool.resize(PoolConfig.of("mail", 3));
        HeldEntry one = fixture.start("1", LOW);
        HeldEntry two = fixture.start("2", LOW);
        HeldEntry three = fixture.start("3", LOW);
        HeldEntry four = fixture.submit("4", LOW);

        fixture.pool.resize(PoolConfig.of("mail", 1));
        one.endForGood();
        two.endForGood();
        assertThat(fixture.waiting(LOW)).isOne();
        fixture.endThenAwaitStart(three, four);

        assertThat(fixture.taken()).isOne();
        assertThat(fixture.pool.config().size()).isOne();
    }

    @Test
    void largerSizeStartsThoseWhoWait() throws InterruptedException {
        fixture.start("first", LOW);
        HeldEntry low = fixture.submit("low", LOW);
        HeldEntry second = fixture.submit("second low", LOW);

        fixture.pool.resize(PoolConfig.of("mail", 3));
        low.awaitStart();
        second.awaitStart();

        assertThat(fixture.taken()).isEqualTo(3);
    }
}
