package io.tasky.pool;

import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.PoolEntry.Next;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a pool ends, and how others wait for its work. */
@Timeout(60)
class PriorityPoolShutdownTests {

    private final PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1));

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    @Test
    void entriesInLineStillRunAfterShutdown() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry low = fixture.submit("low", LOW);
        HeldEntry high = fixture.submit("high", HIGH);

        fixture.pool.shutdown();
        fixture.endThenAwaitStart(first, high);
        fixture.endThenAwaitStart(high, low);
        low.end();
        fixture.awaitIdle();
        fixture.awaitThreadsEnd();

        assertThat(fixture.starts).containsExactly("first", "high", "low");
        assertThat(fixture.pool.snapshot().threads()).isZero();
    }

    @Test
    void entryThatGoesAgainStillRunsAfterShutdown() throws InterruptedException {
        HeldEntry turns = fixture.start("turns", LOW).endingWith(() -> Next.AGAIN);

        fixture.pool.shutdown();
        fixture.endThenAwaitStart(turns, turns);

        assertThat(fixture.taken()).isOne();
    }

    @Test
    void keptSlotThatIsClosedAfterShutdownLetsTheNextEntryRun() throws InterruptedException {
        HeldEntry kept = fixture.start("kept", LOW).endingWith(() -> Next.KEPT);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        fixture.pool.shutdown();
        kept.end();
        fixture.awaitThreadsEnd();

        kept.close();
        waiting.awaitStart();

        assertThat(fixture.threads).hasSize(2);
    }

    @Test
    void shutdownEndsIdleThreadsAtOnceAndMayBeRepeated() throws InterruptedException {
        fixture.start("entry", LOW).end();
        fixture.awaitIdle();

        fixture.pool.shutdown();
        fixture.pool.shutdown();
        fixture.awaitThreadsEnd();

        assertThat(fixture.pool.snapshot().threads()).isZero();
    }

    @Test
    void poolWithoutWorkIsIdleAtOnce() throws InterruptedException {
        assertThat(fixture.pool.awaitIdle(Duration.ZERO)).isTrue();
    }

    @Test
    void poolIsNotIdleWhileAnEntryRunsOrASlotIsHeld() throws InterruptedException {
        HeldEntry entry = fixture.start("entry", LOW);
        assertThat(fixture.pool.awaitIdle(Duration.ZERO)).isFalse();
        entry.end();
        fixture.awaitIdle();

        try (Permit permit = Objects.requireNonNull(fixture.pool.tryAcquire(LOW))) {
            assertThat(permit).isNotNull();
            assertThat(fixture.pool.awaitIdle(Duration.ZERO)).isFalse();
        }

        assertThat(fixture.pool.awaitIdle(Duration.ZERO)).isTrue();
    }

    @Test
    void waitForAnIdlePoolEndsWithItsTime() throws Exception {
        fixture.start("entry", LOW);
        FutureTask<Boolean> idle = awaitIdleElsewhere(Duration.ofSeconds(10));

        fixture.time.advance(Duration.ofSeconds(9));
        assertThat(idle.isDone()).isFalse();
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(idle.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void waitForAnIdlePoolEndsWithTheLastEntry() throws Exception {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        FutureTask<Boolean> idle = awaitIdleElsewhere(Duration.ofSeconds(10));

        fixture.endThenAwaitStart(first, second);
        assertThat(idle.isDone()).isFalse();
        second.end();

        assertThat(idle.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitForAnIdlePoolEndsWhenTheLastEntryIsRemovedOrItsSlotClosed() throws Exception {
        HeldEntry kept = fixture.start("kept", LOW).endingWith(() -> Next.KEPT);
        HeldEntry second = fixture.submit("second", LOW);
        FutureTask<Boolean> idle = awaitIdleElsewhere(Duration.ofSeconds(10));
        kept.end();

        fixture.pool.remove(second);
        assertThat(idle.isDone()).isFalse();
        kept.close();

        assertThat(idle.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitForAnIdlePoolMayBeInterrupted() throws InterruptedException {
        fixture.start("entry", LOW);
        FutureTask<Boolean> idle = new FutureTask<>(() -> fixture.pool.awaitIdle(Duration.ofSeconds(10)));
        Thread thread = new Thread(idle, "waits for the pool");
        thread.start();
        fixture.time.awaitWaiters(1);

        thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> idle.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void waitForAnIdlePoolMayBeOfAnyLength() throws Exception {
        HeldEntry entry = fixture.start("entry", LOW);
        FutureTask<Boolean> idle = awaitIdleElsewhere(Duration.ofSeconds(Long.MAX_VALUE));

        entry.end();

        assertThat(idle.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private FutureTask<Boolean> awaitIdleElsewhere(Duration timeout) throws InterruptedException {
        FutureTask<Boolean> idle = new FutureTask<>(() -> fixture.pool.awaitIdle(timeout));
        new Thread(idle, "waits for the pool").start();
        fixture.time.awaitWaiters(1);
        return idle;
    }
}
