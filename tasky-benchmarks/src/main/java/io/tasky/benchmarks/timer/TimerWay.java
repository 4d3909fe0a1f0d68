package io.tasky.benchmarks.timer;

/** The ways to have timers that are compared. */
public enum TimerWay {

    /** The JDK's {@code ScheduledThreadPoolExecutor}; to reset is to cancel and to schedule again. */
    EXECUTOR,

    /** The alarms of Tasky's own time source, of which every {@code @TimerTask} has one. */
    ALARM,

    /** The timers of a {@code @TimerTask} with keys, one for each key. */
    KEYED;

    TimerHost start() {
        return switch (this) {
            case EXECUTOR -> new ExecutorTimers();
            case ALARM -> new AlarmTimers();
            case KEYED -> new KeyedTimers();
        };
    }
}
