package io.tasky.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The timer in front of a {@code @TimerTask} method, or its timers, one for each key, where the method takes a
 * {@code @TimerKey}. Injected by type and name. A timer is <em>pending</em> while it is to fire: its delay goes on, or it
 * has fired and has no run yet, because an earlier one goes on, its pool is full, or its task is paused.
 *
 * <p>A timer with keys is reset by key; without a key, the other methods speak of all its keys. A timer without keys
 * refuses the methods that take one. Keys are told apart by {@link Object#equals}. Thread-safe.
 *
 * @param <K> the type of its keys; {@link Void} for a timer without keys
 */
public interface TaskTimer<K> extends TaskControl {

    /**
     * Starts the delay anew if the timer has not fired, or arms it again if it has. Costs no more than a write while the
     * timer is pending. While the task is paused, time goes on, and a timer whose delay ends meanwhile fires once on resume.
     * On a disabled task, and before the supervisor starts, it is remembered: the delay begins when the task can run.
     *
     * @throws IllegalStateException if it has keys: name the one to reset
     */
    void reset();

    /**
     * As {@link #reset()}, for the timer of one key.
     *
     * @param key the key, which is not changed from now on
     * @throws IllegalStateException if it has no keys
     */
    void reset(K key);

    /**
     * Keeps the timer, or those of all keys, from firing until the next reset. A run that has started goes on.
     *
     * @return whether one was pending
     */
    boolean cancel();

    /**
     * As {@link #cancel()}, for the timer of one key.
     *
     * @param key the key
     * @return whether it was pending
     * @throws IllegalStateException if it has no keys
     */
    boolean cancel(K key);

    /**
     * Fires now what is pending, instead of at the end of its delay; on a task that is paused, with its resume. What is not
     * pending does not fire: that would be a trigger of its task.
     *
     * @return whether one was pending
     */
    boolean fire();

    /**
     * As {@link #fire()}, for the timer of one key.
     *
     * @param key the key
     * @return whether it was pending
     * @throws IllegalStateException if it has no keys
     */
    boolean fire(K key);

    /**
     * How many timers are pending.
     *
     * @return the number of keys; without keys 0 or 1
     */
    long pending();

    /**
     * Whether the timer of one key is pending.
     *
     * @param key the key
     * @return whether it is to fire
     * @throws IllegalStateException if it has no keys
     */
    boolean pending(K key);

    /**
     * What its keys are.
     *
     * @return their type, {@code Object} if nobody said; null if it has no keys
     */
    @Nullable
    Class<?> keyType();

    /**
     * How long until the timer fires, or the first of those of all keys. Where several thousand keys were reset, that may be
     * told too short.
     *
     * @return the time left, zero if it is over; null if none is pending
     */
    @Nullable
    Duration remaining();

    /**
     * How long until the timer of one key fires.
     *
     * @param key the key
     * @return the time left, zero if it is over; null if it is not pending
     * @throws IllegalStateException if it has no keys
     */
    @Nullable
    Duration remaining(K key);
}
