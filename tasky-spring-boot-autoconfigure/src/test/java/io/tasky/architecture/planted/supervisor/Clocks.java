package io.tasky.architecture.planted.supervisor;

import java.time.Clock;
import java.time.Instant;
import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Gets at time in every way that is forbidden. */
@SuppressWarnings({"ThreadSleep", "WaitNotInLoop", "NotifyWithoutNotify", "CatchAndPrintStackTrace"
}) // It is wrong on purpose.
class Clocks {

    @Nullable
    ScheduledExecutorService scheduler;

    @Nullable
    Timer timer;

    @Nullable
    Clock clock;

    long readsAClock() {
        return System.nanoTime();
    }

    LongSupplier refersToAClock() {
        return System::currentTimeMillis;
    }

    Instant asksForNow() {
        return Instant.now();
    }

    void sleeps() throws InterruptedException {
        Thread.sleep(1);
    }

    void parks() {
        LockSupport.parkNanos(1);
    }

    synchronized void waitsOnAMonitor() throws InterruptedException {
        wait(1);
    }

    long waitsForACondition(Condition condition) throws InterruptedException {
        return condition.awaitNanos(1);
    }

    boolean waitsForALatch(CountDownLatch latch) throws InterruptedException {
        return latch.await(1, TimeUnit.NANOSECONDS);
    }

    void waitsForAThread(Thread thread) throws InterruptedException {
        thread.join(1);
    }
}
