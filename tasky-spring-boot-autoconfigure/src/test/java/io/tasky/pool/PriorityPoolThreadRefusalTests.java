package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.ManualTimeSource;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool does when no thread can be made. */
@Timeout(60)
class PriorityPoolThreadRefusalTests {

    private static final Duration RETRY = Duration.ofMillis(100);

    private static final String REFUSED = "Pool 'mail' could not start a thread and tries again every 100 ms; its runs"
            + " wait meanwhile. Check the limits of threads and memory of this process.: ";

    private final PoolConfig config = PoolConfig.of("mail", 2);

    /** Refuses in its way while it is told to. */
    private static final class MoodyFactory implements ThreadFactory {

        private final ThreadFactory willing = new PoolThreads("mail", null);

        private final AtomicInteger calls = new AtomicInteger();

        private volatile @Nullable Supplier<@Nullable Thread> refusal;

        @Override
        @SuppressWarnings("NullAway") // A factory that answers null is what is tested.
        public Thread newThread(Runnable work) {
            calls.incrementAndGet();
            Supplier<@Nullable Thread> mood = refusal;
            return mood != null ? mood.get() : willing.newThread(work);
        }
    }

    @Test
    void factoryThatThrowsLosesNothingAndIsLoggedOnce() throws InterruptedException {
        refusesThenRecovers(
                () -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                "unable to create native thread");
    }

    @Test
    void factoryThatReturnsNullLosesNothingAndIsLoggedOnce() throws InterruptedException {
        refusesThenRecovers(() -> null, "The thread factory returned null.");
    }

    private void refusesThenRecovers(Supplier<@Nullable Thread> refusal, String text) throws InterruptedException {
        MoodyFactory factory = new MoodyFactory();
        try (PoolFixture fixture = new PoolFixture(config, factory);
                CapturedLog log = new CapturedLog(WorkerCrew.class)) {
            factory.refusal = refusal;
            HeldEntry low = fixture.submit("low", LOW);
            HeldEntry high = fixture.submit("high", HIGH);
            fixture.time.advance(RETRY.multipliedBy(10));
            assertThat(fixture.taken()).isEqualTo(2);
            assertThat(fixture.pool.snapshot().threads()).isZero();
            assertThat(log.textsAt(Level.ERROR)).containsExactly(REFUSED + text);

            factory.refusal = null;
            fixture.time.advance(RETRY);
            low.awaitStart();
            high.awaitStart();

            assertThat(fixture.starts).containsExactlyInAnyOrder("high", "low");
        }
    }

    @Test
    void factoryThatRefusesIsAskedOnceInEveryPauseHoweverManyWait() {
        MoodyFactory factory = new MoodyFactory();
        try (PoolFixture fixture = new PoolFixture(config.withLimits(50, 50), factory)) {
            factory.refusal = () -> null;
            for (int i = 0; i < 50; i++) {
                fixture.submit("low " + i, LOW);
                fixture.submit("critical " + i, CRITICAL);
            }
            int before = factory.calls.get();

            fixture.time.advance(RETRY.multipliedBy(10));

            assertThat(factory.calls.get() - before).isEqualTo(10);
            fixture.pool.removeWaiting();
        }
    }

    @Test
    void entryWithoutAThreadOfItsOwnIsTakenByTheNextThatIsFree() throws InterruptedException {
        MoodyFactory factory = new MoodyFactory();
        try (PoolFixture fixture = new PoolFixture(config, factory);
                CapturedLog log = new CapturedLog(WorkerCrew.class)) {
            HeldEntry first = fixture.start("first", LOW);
            factory.refusal = () -> null;
            HeldEntry second = fixture.submit("second", LOW);

            fixture.endThenAwaitStart(first, second);

            assertThat(fixture.threads).hasSize(1);
            assertThat(log.textsAt(Level.ERROR)).hasSize(1);
            factory.refusal = null;
        }
    }

    /** The first alarm of a time source starts its thread, which may be refused. */
    @Test
    void alarmThatCannotBeSetCostsNoThreadAndIsLoggedOnce() throws InterruptedException {
        TimeSource time = mock(TimeSource.class, delegatesTo(new ManualTimeSource()));
        Alarm refused = mock(Alarm.class);
        doThrow(new OutOfMemoryError("unable to create native thread"))
                .when(refused)
                .reschedule(anyLong());
        doReturn(refused).when(time).alarm(any());
        TaskPool pool = PriorityPool.create(config, time, new PoolThreads("mail", null));
        try (CapturedLog log = new CapturedLog(CrewAlarms.class)) {
            for (int i = 0; i < 3; i++) {
                HeldEntry entry = new HeldEntry("entry " + i, LOW, new ArrayList<>());
                pool.submit(entry);
                entry.awaitStart();
                entry.end();
                assertThat(pool.awaitIdle(Duration.ofDays(1))).isTrue();
                Spin.until(() -> !log.textsAt(Level.ERROR).isEmpty());
            }

            assertThat(pool.snapshot().threads()).isBetween(1, 2);
            assertThat(log.textsAt(Level.ERROR))
                    .containsExactly(
                            "Pool 'mail' could not set an alarm; idle threads stay, and if it lacks a thread, it"
                                    + " tries again with the next run. Check the limits of threads and memory of this process."
                                    + ": unable to create native thread");
        }
        pool.shutdown();
    }
}
