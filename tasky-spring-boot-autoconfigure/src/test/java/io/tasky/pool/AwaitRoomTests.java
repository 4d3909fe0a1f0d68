package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for room in a line, and newcomers that take the place of others. */
@Timeout(60)
class AwaitRoomTests {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final PoolConfig config = PoolConfig.of("mail", 1).withLimits(1, 1);

    private final PoolFixture fixture = new PoolFixture(config);

    private int waiters;

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    private static final class Offer extends FutureTask<Boolean> {

        private final Thread thread = new Thread(this);

        Offer(Callable<Boolean> call) {
            super(call);
        }

        boolean answer() throws Exception {
            return get(10, TimeUnit.SECONDS);
        }
    }

    /** An offer whose thread waits for room. */
    private Offer offer(PoolEntry entry) throws InterruptedException {
        Offer offer = new Offer(() -> fixture.pool.offer(entry, LONG));
        offer.thread.start();
        fixture.time.awaitWaiters(++waiters);
        return offer;
    }

    @Test
    void roomIsTakenAtOnceIfThereIsAny() throws InterruptedException {
        fixture.start("running", LOW);

        assertThat(fixture.pool.offer(fixture.entry("waiting", LOW), LONG)).isTrue();
        assertThat(fixture.pool.offer(fixture.entry("other", NORMAL), LONG)).isTrue();
        assertThat(fixture.pool.offer(fixture.entry("late", LOW), Duration.ZERO))
                .isFalse();
    }

    @Test
    void whoCameFirstComesInFirstAndBeforeNewcomers() throws Exception {
        HeldEntry running = fixture.start("running", LOW);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        HeldEntry first = fixture.entry("first", LOW);
        HeldEntry second = fixture.entry("second", LOW);
        Offer firstOffer = offer(first);
        Offer secondOffer = offer(second);

        fixture.endThenAwaitStart(running, waiting);

        assertThat(firstOffer.answer()).isTrue();
        assertThat(secondOffer.isDone()).isFalse();
        assertThat(fixture.pool.offer(fixture.entry("newcomer", LOW))).isFalse();
        fixture.endThenAwaitStart(waiting, first);
        assertThat(secondOffer.answer()).isTrue();
        fixture.endThenAwaitStart(first, second);
    }

    @Test
    void poolWithoutALineLetsTheMoreImportantInFirst() throws Exception {
        fixture.pool.resize(config.withLimits(0, 1));
        HeldEntry running = fixture.start("running", LOW);
        HeldEntry low = fixture.entry("low", LOW);
        HeldEntry high = fixture.entry("high", HIGH);
        Offer lowOffer = offer(low);
        Offer highOffer = offer(high);

        fixture.endThenAwaitStart(running, high);
        assertThat(highOffer.answer()).isTrue();
        assertThat(lowOffer.isDone()).isFalse();
        fixture.endThenAwaitStart(high, low);
        assertThat(lowOffer.answer()).isTrue();
    }

    @Test
    void longerLineLetsThemIn() throws Exception {
        fixture.start("running", LOW);
        fixture.submit("waiting", LOW);
        Offer offer = offer(fixture.entry("late", LOW));

        fixture.pool.resize(config.withLimits(2, 1));

        assertThat(offer.answer()).isTrue();
        assertThat(fixture.waiting(LOW)).isEqualTo(2);
    }

    @Test
    void timeThatIsUpEndsTheWait() throws Exception {
        fixture.start("running", LOW);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        Offer offer = offer(fixture.entry("late", LOW));

        fixture.time.advance(LONG);

        assertThat(offer.answer()).isFalse();
        fixture.pool.remove(waiting);
        assertThat(fixture.waiting(LOW)).isZero();
        assertThat(fixture.pool.snapshot().rejected()).isZero();
    }

    @Test
    void interruptEndsTheWait() throws Exception {
        fixture.start("running", LOW);
        HeldEntry waiting = fixture.submit("waiting", LOW);
        Offer offer = offer(fixture.entry("late", LOW));

        offer.thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(offer::answer)
                .withCauseInstanceOf(InterruptedException.class);
        fixture.pool.remove(waiting);
        assertThat(fixture.waiting(LOW)).isZero();
    }

    @Test
    void closedPoolSendsThemAway() throws Exception {
        fixture.start("running", LOW);
        fixture.submit("waiting", LOW);
        Offer offer = offer(fixture.entry("late", LOW));
        assertThat(fixture.pool.isClosed()).isFalse();

        fixture.pool.shutdown();

        assertThat(offer.answer()).isFalse();
        assertThat(fixture.pool.isClosed()).isTrue();
        assertThat(fixture.pool.offer(fixture.entry("later", LOW), LONG)).isFalse();
    }

    @Test
    void nobodyWaitsForTheFuse() throws InterruptedException {
        fixture.start("critical", CRITICAL);

        assertThat(fixture.pool.offer(fixture.entry("late", CRITICAL), LONG)).isFalse();
    }

    @Test
    void newcomerTakesThePlaceOfTheFirstThatMayGo() throws InterruptedException {
        fixture.pool.resize(config.withLimits(2, 1));
        HeldEntry running = fixture.start("running", LOW);
        HeldEntry one = fixture.submit("one", LOW);
        HeldEntry two = fixture.submit("two", LOW);
        HeldEntry late = fixture.entry("late", LOW);

        PoolEntry gone = fixture.pool.submitInstead(late, entry -> entry != one);

        assertThat(gone).isSameAs(two);
        assertThat(fixture.pool.snapshot().rejected()).isOne();
        fixture.endThenAwaitStart(running, one);
        assertThat(fixture.pool.submitInstead(fixture.entry("last", LOW), entry -> true))
                .isNull();
        fixture.endThenAwaitStart(one, late);
    }

    @Test
    void newcomerTakesAPlaceInALineThatIsTooLongByNow() throws InterruptedException {
        fixture.pool.resize(config.withLimits(3, 1));
        fixture.start("running", LOW);
        fixture.submit("one", LOW);
        fixture.submit("two", LOW);
        fixture.submit("three", LOW);
        fixture.pool.resize(config);

        PoolEntry gone = fixture.pool.submitInstead(fixture.entry("late", LOW), entry -> true);

        assertThat(gone).hasToString("one");
        assertThat(fixture.waiting(LOW)).isEqualTo(3);
        assertThat(fixture.pool.removeWaiting()).extracting(Object::toString).containsExactly("two", "three", "late");
    }

    @Test
    void newcomerIsRefusedWhereNobodyMayGo() throws InterruptedException {
        fixture.start("running", LOW);
        fixture.submit("waiting", LOW);
        HeldEntry late = fixture.entry("late", LOW);

        assertThatExceptionOfType(PoolFullException.class)
                .isThrownBy(() -> fixture.pool.submitInstead(late, entry -> false));

        assertThat(fixture.waiting(LOW)).isOne();
        assertThat(fixture.pool.snapshot().rejected()).isOne();
    }
}
