package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When threads come and go, and what they survive. */
@Timeout(60)
class PriorityPoolThreadsTests {

    private final PoolConfig config = PoolConfig.of("mail", 2);

    @Test
    void threadsAreNamedAfterThePoolAndNumbered() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            assertThat(fixture.start("1", LOW).thread().getName()).isEqualTo("tasky-mail-1");
            assertThat(fixture.start("2", LOW).thread().getName()).isEqualTo("tasky-mail-2");
        }
    }

    @Test
    void threadHasTheClassLoaderOfTheApplication() {
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};

        Thread thread = new PoolThreads("mail", loader).newThread(() -> {});

        assertThat(thread.getContextClassLoader()).isSameAs(loader);
        assertThat(thread.isDaemon()).isFalse();
    }

    @Test
    void threadIsUsedAgain() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            for (int i = 0; i < 10; i++) {
                fixture.start("entry " + i, LOW).end();
                fixture.awaitIdle();
            }

            assertThat(fixture.threads).hasSize(1);
        }
    }

    @Test
    void idleThreadEndsAfterAMinute() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            fixture.start("entry", LOW).end();
            fixture.awaitIdle();

            fixture.time.advance(Duration.ofSeconds(59));
            assertThat(fixture.pool.snapshot().threads()).isOne();
            fixture.time.advance(Duration.ofSeconds(1));

            assertThat(fixture.pool.snapshot().threads()).isZero();
            fixture.awaitThreadsEnd();
            fixture.start("later", LOW);
            assertThat(fixture.threads).hasSize(2);
        }
    }

    @Test
    void minuteBeginsAnewWithEveryEntry() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            fixture.start("entry", LOW).end();
            fixture.awaitIdle();
            fixture.time.advance(Duration.ofSeconds(30));
            fixture.start("another", LOW).end();
            fixture.awaitIdle();

            fixture.time.advance(Duration.ofSeconds(59));
            assertThat(fixture.pool.snapshot().threads()).isOne();
            fixture.time.advance(Duration.ofSeconds(1));

            assertThat(fixture.pool.snapshot().threads()).isZero();
        }
    }

    @Test
    void onlyThoseThreadsEndThatHaveBeenIdleForAMinute() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            HeldEntry one = fixture.start("1", LOW);
            HeldEntry two = fixture.start("2", LOW);
            one.end();
            two.end();
            fixture.awaitIdle();
            fixture.time.advance(Duration.ofSeconds(40));
            fixture.start("3", LOW).end();
            fixture.awaitIdle();

            fixture.time.advance(Duration.ofSeconds(20));
            assertThat(fixture.pool.snapshot().threads()).isOne();
            fixture.time.advance(Duration.ofSeconds(40));

            assertThat(fixture.pool.snapshot().threads()).isZero();
        }
    }

    @Test
    void threadThatWasWokenForUrgentWorkRunsNoOther() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1))) {
            HeldEntry high = fixture.start("high", HIGH);
            HeldEntry low = fixture.submit("low", LOW);

            fixture.endThenAwaitStart(high, low);

            assertThat(low.thread()).isNotSameAs(high.thread());
            assertThat(fixture.start("critical", CRITICAL).thread()).isSameAs(high.thread());
        }
    }

    @Test
    void threadThatComesFreeRunsUrgentWorkBeforeTheOneThatIsWoken() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1))) {
            HeldEntry low = fixture.start("low", LOW);
            HeldEntry high = fixture.submit("high", HIGH);

            fixture.endThenAwaitStart(low, high);

            assertThat(high.thread()).isSameAs(low.thread());
        }
    }

    @Test
    void onlyOneThreadIsKeptForUrgentWork() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            HeldEntry one = fixture.start("1", HIGH);
            HeldEntry two = fixture.start("2", HIGH);
            one.end();
            two.end();
            fixture.awaitIdle();

            fixture.start("3", LOW);
            assertThat(fixture.threads).hasSize(2);
            fixture.start("4", LOW);

            assertThat(fixture.threads).hasSize(3);
        }
    }

    @Test
    void threadThatIsKeptForUrgentWorkEndsAfterAMinuteLikeOthers() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config)) {
            HeldEntry high = fixture.start("high", HIGH);
            HeldEntry low = fixture.start("low", LOW);
            high.end();
            fixture.time.advance(Duration.ofSeconds(30));
            low.end();
            fixture.awaitIdle();

            fixture.time.advance(Duration.ofSeconds(60));

            assertThat(fixture.pool.snapshot().threads()).isZero();
        }
    }

    @Test
    void plainWorkHasTheThreadThatIsKeptForUrgentWorkIfNoOtherCanBeStarted() throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        PoolThreads threads = new PoolThreads("mail", null);
        try (CapturedLog log = new CapturedLog(WorkerCrew.class);
                PoolFixture fixture = new PoolFixture(
                        config, work -> started.incrementAndGet() == 1 ? threads.newThread(work) : null)) {
            HeldEntry high = fixture.start("high", HIGH);
            high.end();
            fixture.awaitIdle();

            HeldEntry low = fixture.submit("low", LOW);
            fixture.time.advance(Duration.ofMillis(100));
            low.awaitStart();

            assertThat(low.thread()).isSameAs(high.thread());
            assertThat(log.textsAt(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void entryThatFailsGivesBackItsSlotAndKeepsTheThread() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(config);
                CapturedLog log = new CapturedLog(Worker.class)) {
            fails(fixture, new IllegalStateException("a failure"));
            fails(fixture, new StackOverflowError("an error"));

            assertThat(fixture.taken()).isZero();
            assertThat(fixture.threads).hasSize(1);
            assertThat(log.textsAt(Level.ERROR))
                    .containsExactly(
                            "An entry of a pool failed in its own code: failing: a failure",
                            "An entry of a pool failed in its own code: failing: an error");
        }
    }

    private static void fails(PoolFixture fixture, Throwable failure) throws InterruptedException {
        fixture.start("failing", LOW)
                .endingWith(() -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                })
                .end();
        fixture.awaitIdle();
    }

    @Test
    void interruptThatWasLeftBehindDoesNotReachTheNextEntry() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1))) {
            AtomicInteger interrupts = new AtomicInteger();
            HeldEntry first = fixture.start("first", LOW);
            HeldEntry second = fixture.submit("second", LOW).endingWith(() -> {
                interrupts.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                return PoolEntry.Next.DONE;
            });

            first.thread().interrupt();
            fixture.endThenAwaitStart(first, second);
            second.end();
            fixture.awaitIdle();

            assertThat(second.thread()).isSameAs(first.thread());
            assertThat(interrupts).hasValue(0);
        }
    }

    @Test
    void interruptOfAnIdleThreadReachesNobody() throws InterruptedException {
        try (PoolFixture fixture = new PoolFixture(PoolConfig.of("mail", 1))) {
            HeldEntry first = fixture.start("first", LOW);
            first.end();
            fixture.awaitIdle();
            first.thread().interrupt();

            HeldEntry second = fixture.start("second", LOW);

            assertThat(second.thread()).isSameAs(first.thread());
        }
    }
}
