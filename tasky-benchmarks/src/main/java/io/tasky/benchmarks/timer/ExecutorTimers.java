package io.tasky.benchmarks.timer;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's executor, as somebody uses it who minds that cancelled timers do not stay in memory. */
final class ExecutorTimers implements TimerHost {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

    ExecutorTimers() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Timers timers(Shots shots, Delays delays) {
        return new Some(executor, shots, delays, new ScheduledFuture<?>[shots.size()]);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Some(ScheduledThreadPoolExecutor executor, Shots shots, Delays delays, ScheduledFuture<?>[] pending)
            implements Timers {

        @Override
        public void schedule(int timer) {
            pending[timer] = executor.schedule(shots.action(timer), delays.nanos(timer), TimeUnit.NANOSECONDS);
        }

        @Override
        public void reset(int timer) {
            cancel(timer);
            schedule(timer);
        }

        @Override
        public void cancel(int timer) {
            pending[timer].cancel(false);
        }
    }
}
