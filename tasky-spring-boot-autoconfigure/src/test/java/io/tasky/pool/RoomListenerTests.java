package io.tasky.pool;

import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.testing.CapturedLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomListenerTests {

    private final PoolConfig config = PoolConfig.of("mail", 1).withLimits(1, 1);

    private final PoolFixture fixture = new PoolFixture(config);

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    @Test
    void whatIsTrueAlreadyIsToldAtOnce() {
        fixture.pool.whenRoom(LOW, () -> calls.add("room"));
        fixture.pool.whenSlotFree(LOW, () -> calls.add("slot"));

        assertThat(calls).containsExactly("room", "slot");
    }

    @Test
    void closedPoolHasRoomForNobody() {
        fixture.pool.shutdown();
        fixture.pool.whenRoom(LOW, () -> calls.add("room"));

        assertThat(calls).isEmpty();
    }

    @Test
    void roomIsToldOnceWhenALineGotShorter() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        fixture.pool.whenRoom(LOW, () -> calls.add("room"));
        fixture.pool.whenRoom(NORMAL, () -> calls.add("normal room"));
        assertThat(calls).containsExactly("normal room");

        fixture.endThenAwaitStart(first, second);
        fixture.pool.remove(fixture.submit("third", LOW));

        assertThat(calls).containsExactly("normal room", "room");
    }

    @Test
    void roomIsToldWhenAnEntryIsRemovedOrTheSizeGrows() throws InterruptedException {
        fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        fixture.pool.whenRoom(LOW, () -> calls.add("removed"));
        fixture.pool.remove(second);
        assertThat(calls).containsExactly("removed");

        fixture.submit("third", LOW);
        fixture.pool.whenRoom(LOW, () -> calls.add("resized"));
        assertThat(calls).hasSize(1);
        fixture.pool.resize(config.withLimits(2, 1));

        assertThat(calls).containsExactly("removed", "resized");
    }

    @Test
    void freeSlotIsToldWhenItMayBeTaken() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        fixture.pool.whenSlotFree(LOW, () -> {
            calls.add("slot");
            Objects.requireNonNull(fixture.pool.tryAcquire(LOW)).close();
            told.countDown();
        });

        fixture.endThenAwaitStart(first, second);
        assertThat(calls).isEmpty();
        second.end();

        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).containsExactly("slot");
    }

    @Test
    void freeSlotIsToldWhenALooseOneComesBack() {
        Permit permit = Objects.requireNonNull(fixture.pool.tryAcquire(HIGH));
        fixture.pool.whenSlotFree(HIGH, () -> calls.add("slot"));
        assertThat(calls).isEmpty();

        permit.close();

        assertThat(calls).containsExactly("slot");
    }

    @Test
    void listenerMayCallThePoolAndListenAgain() {
        fixture.pool.whenRoom(LOW, () -> {
            calls.add("first");
            fixture.pool.whenRoom(LOW, () -> calls.add("second"));
        });

        assertThat(calls).containsExactly("first", "second");
    }

    @Test
    void listenerThatThrowsCostsNoEntryAndTheOthersAreTold() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        try (CapturedLog log = new CapturedLog(RoomListeners.class)) {
            fixture.pool.whenRoom(LOW, () -> {
                throw new IllegalStateException("a listener fails");
            });
            fixture.pool.whenRoom(LOW, told::countDown);

            fixture.endThenAwaitStart(first, second);

            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(log.textsAt(Level.WARN)).containsExactly("A listener of a pool failed: a listener fails");
        }
        assertThat(fixture.taken()).isOne();
    }
}
