package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A system whose clock of the day is set. */
@Timeout(20)
class ClockListenerTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    private final SystemTimeSource time =
            SystemTimeSource.create(() -> Instant.now().plus(shift.get()), Duration.ofMillis(1));

    private final BlockingQueue<Instant> told = new LinkedBlockingQueue<>();

    private final long moment = time.nanoTime();

    private final Runnable listener = this::tell;

    @AfterEach
    void close() {
        time.close();
    }

    private void tell() {
        told.add(time.toInstant(moment));
    }

    /** Returns when the time source has looked at the clock that often. */
    private void awaitLooks(int looks) {
        for (int i = 0; i < looks; i++) {
            CompletableFuture<String> later = new CompletableFuture<>();
            time.schedule(time.nanoTime() + Duration.ofMillis(2).toNanos(), () -> later.complete("later"));
            later.join();
        }
    }

    @Test
    void listenerIsToldAndFindsMomentsByTheNewClock() throws Exception {
        Instant before = time.toInstant(moment);
        time.addClockListener(listener);
        shift.set(HOUR);
        assertThat(Duration.between(before, told.take())).isBetween(HOUR.minusSeconds(1), HOUR.plusSeconds(1));
        shift.set(HOUR.negated());
        assertThat(Duration.between(told.take(), before)).isBetween(HOUR.minusSeconds(1), HOUR.plusSeconds(1));
    }

    @Test
    void listenerIsToldOnceForEachChange() throws Exception {
        time.addClockListener(listener);
        time.addClockListener(listener);
        shift.set(HOUR);
        told.take();
        awaitLooks(5);
        assertThat(told).isEmpty();
    }

    @Test
    void changeThatSomebodyElseSawFirstIsToldAllTheSame() throws Exception {
        shift.set(HOUR);
        time.toInstant(moment);
        time.addClockListener(listener);
        assertThat(told.take()).isAfter(Instant.now().plusSeconds(1800));
    }

    @Test
    void listenerThatFailsKeepsNoOtherFromBeingTold() throws Exception {
        try (CapturedLog log = new CapturedLog(SystemTimeSource.class)) {
            for (int i = 0; i < 8; i++) {
                String text = "no " + i;
                time.addClockListener(() -> {
                    throw new IllegalStateException(text);
                });
            }
            time.addClockListener(listener);
            shift.set(HOUR);
            assertThat(told.take()).isAfter(Instant.now().plusSeconds(1800));
            awaitLooks(1);
            assertThat(log.textsAt(Level.ERROR))
                    .hasSize(8)
                    .contains("A listener of the clock failed: what it does at certain times may come late: no 7");
        }
    }

    @Test
    void removedListenerIsNotTold() {
        time.addClockListener(listener);
        time.removeClockListener(listener);
        shift.set(HOUR);
        awaitLooks(5);
        assertThat(told).isEmpty();
    }

    @Test
    void listenerThatComesAgainIsToldAgain() throws Exception {
        time.addClockListener(listener);
        time.removeClockListener(listener);
        awaitLooks(3);
        time.addClockListener(listener);
        shift.set(HOUR);
        assertThat(told.take()).isAfter(Instant.now().plusSeconds(1800));
    }
}
