package io.tasky.pool;

import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries that rise as they wait, in a pool of one slot. */
@Timeout(60)
class AgingTests {

    private static final Duration SPAN = Duration.ofSeconds(30);

    private final PoolConfig config = PoolConfig.of("mail", 1).withAging(SPAN);

    private final PoolFixture fixture = new PoolFixture(config);

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    @Test
    void risenEntryGoesBeforeThoseWhoCameAfterItRose() throws InterruptedException {
        HeldEntry running = fixture.start("running", HIGH);
        HeldEntry early = fixture.submit("early normal", NORMAL);
        fixture.time.advance(Duration.ofSeconds(1));
        HeldEntry low = fixture.submit("low", LOW);
        fixture.time.advance(Duration.ofSeconds(20));
        HeldEntry before = fixture.submit("normal before", NORMAL);
        fixture.time.advance(Duration.ofSeconds(10));
        HeldEntry after = fixture.submit("normal after", NORMAL);
        List<String> order = new ArrayList<>();
        fixture.pool.forEachWaiting(entry -> order.add(entry.toString()), 3);

        fixture.endThenAwaitStart(running, early);
        fixture.endThenAwaitStart(early, before);
        fixture.endThenAwaitStart(before, low);
        fixture.endThenAwaitStart(low, after);

        assertThat(order).containsExactly("early normal", "normal before", "low");
    }

    @Test
    void nobodyRisesAboveHigh() throws InterruptedException {
        HeldEntry running = fixture.start("running", HIGH);
        HeldEntry high = fixture.submit("high", HIGH);
        HeldEntry low = fixture.submit("low", LOW);
        HeldEntry normal = fixture.submit("normal", NORMAL);
        fixture.time.advance(SPAN.multipliedBy(10));

        fixture.endThenAwaitStart(running, high);
        fixture.endThenAwaitStart(high, normal);
        fixture.endThenAwaitStart(normal, low);

        assertThat(fixture.starts).containsExactly("running", "high", "normal", "low");
    }

    @Test
    void risingNeverOpensAReserve() throws InterruptedException {
        fixture.pool.resize(config.withReserves(0, 1));
        HeldEntry one = fixture.start("one", HIGH);
        fixture.start("two", HIGH);
        HeldEntry low = fixture.submit("low", LOW);
        fixture.time.advance(SPAN.multipliedBy(2));
        HeldEntry high = fixture.submit("high", HIGH);

        fixture.endThenAwaitStart(one, high);

        assertThat(fixture.waiting(LOW)).isOne();
        high.end();
        fixture.start("next high", HIGH);
        assertThat(fixture.starts).doesNotContain(low.toString());
    }

    @Test
    void whoHasRisenIsAwaited() throws InterruptedException {
        fixture.start("running", NORMAL);
        fixture.submit("low", LOW);
        assertThat(fixture.pool.isAwaited(NORMAL)).isFalse();

        fixture.time.advance(SPAN);

        assertThat(fixture.pool.isAwaited(NORMAL)).isTrue();
        assertThat(fixture.pool.isAwaited(HIGH)).isFalse();
        fixture.time.advance(SPAN);
        assertThat(fixture.pool.isAwaited(HIGH)).isTrue();
    }

    @Test
    void nobodyGivesWayToARisenEntryThatMayNotHaveTheSlot() throws InterruptedException {
        fixture.pool.resize(config.withReserves(1, 0));
        fixture.start("one", NORMAL);
        fixture.start("two", NORMAL);
        fixture.submit("low", LOW);

        fixture.time.advance(SPAN.multipliedBy(2));

        assertThat(fixture.pool.isAwaited(HIGH)).isFalse();
        assertThat(fixture.pool.isAwaited(LOW)).isTrue();
    }

    @Test
    void whoWaitsWhenItIsSwitchedOnRisesFromThenOn() throws InterruptedException {
        fixture.pool.resize(config.withAging(Duration.ZERO));
        HeldEntry running = fixture.start("running", HIGH);
        HeldEntry low = fixture.submit("low", LOW);
        HeldEntry normal = fixture.submit("normal", NORMAL);
        fixture.time.advance(SPAN.multipliedBy(5));
        fixture.pool.resize(config);

        fixture.time.advance(SPAN.minusNanos(1));
        assertThat(fixture.pool.isAwaited(HIGH)).isFalse();
        fixture.endThenAwaitStart(running, normal);
        fixture.time.advance(Duration.ofNanos(1));
        HeldEntry next = fixture.submit("next", NORMAL);

        fixture.endThenAwaitStart(normal, low);
        fixture.endThenAwaitStart(low, next);
    }

    @Test
    void nobodyRisesAnyMoreWhenItIsSwitchedOff() throws InterruptedException {
        HeldEntry running = fixture.start("running", HIGH);
        HeldEntry low = fixture.submit("low", LOW);
        fixture.time.advance(SPAN.multipliedBy(2));
        HeldEntry normal = fixture.submit("normal", NORMAL);
        fixture.pool.resize(config.withAging(Duration.ZERO));

        fixture.endThenAwaitStart(running, normal);
        fixture.endThenAwaitStart(normal, low);
    }

    @Test
    void momentOfArrivalIsKeptWhenTheLineGrows() throws InterruptedException {
        HeldEntry running = fixture.start("running", HIGH);
        HeldEntry first = fixture.submit("first low", LOW);
        fixture.time.advance(SPAN);
        for (int i = 0; i < 100; i++) {
            fixture.submit("low " + i, LOW);
        }
        HeldEntry normal = fixture.submit("normal", NORMAL);

        fixture.endThenAwaitStart(running, first);
        fixture.endThenAwaitStart(first, normal);

        fixture.pool.removeWaiting();
    }

    @Test
    void noClockIsReadWhileItIsOff() {
        TimeSource time = mock(TimeSource.class);
        PoolLines lines = new PoolLines(new SlotLedger(PoolConfig.of("mail", 1)), new Handover(), time);
        List<PoolEntry> entries = new ArrayList<>();
        for (TaskPriority priority : TaskPriority.values()) {
            entries.add(new Idle(priority));
            entries.add(new Idle(priority));
        }

        entries.forEach(entry -> lines.admit(entry, false));
        lines.pollReady(false);
        lines.raise(entries.get(1), HIGH);
        lines.resize(PoolConfig.of("mail", 2));
        lines.grant();
        lines.awaited();
        lines.removeWaiting();

        verifyNoInteractions(time);
    }

    private static final class Idle extends PoolEntry {

        Idle(TaskPriority priority) {
            super(priority);
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            return Next.DONE;
        }
    }
}
