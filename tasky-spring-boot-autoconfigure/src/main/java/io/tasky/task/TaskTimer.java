package io.tasky.task;

/**
 * The timer in front of a {@code @TimerTask} method. Injected by type and name. Thread-safe.
 *
 * @param <K> the type of its keys; {@link Void} for a timer without keys
 */
public interface TaskTimer<K> extends TaskControl {

    /**
     * Starts the delay anew if the timer has not fired, or arms it again if it has. Costs no more than a write while
     * the timer is pending. On a disabled task, and before the supervisor starts, it is remembered and takes effect
     * with the start.
     */
    void reset();
}
