package io.tasky.benchmarks.timer;

import io.tasky.supervisor.SystemTimeSource;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;

/** An alarm of Tasky's time source for each timer. */
final class AlarmTimers implements TimerHost {

    private final SystemTimeSource time = SystemTimeSource.create();

    @Override
    public Timers timers(Shots shots, Delays delays) {
        return new Some(time, shots, delays, new Alarm[shots.size()]);
    }

    @Override
    public void close() {
        time.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Some(TimeSource time, Shots shots, Delays delays, Alarm[] alarms) implements Timers {

        @Override
        public void schedule(int timer) {
            alarms[timer] = time.schedule(time.nanoTime() + delays.nanos(timer), shots.action(timer));
        }

        @Override
        public void reset(int timer) {
            alarms[timer].reschedule(time.nanoTime() + delays.nanos(timer));
        }

        @Override
        public void cancel(int timer) {
            alarms[timer].cancel();
        }
    }
}
