package io.tasky.task;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** Defines a timer task. For use by one thread. */
public final class TimerTaskBuilder extends CodeTaskBuilder<TimerTaskBuilder> {

    TimerTaskBuilder(String name) {
        super(name, TaskKind.TIMER);
    }

    @Override
    TimerTaskBuilder self() {
        return this;
    }

    /**
     * How long after it was armed it fires.
     *
     * @param delay zero or more
     * @return this builder
     */
    public TimerTaskBuilder delay(Duration delay) {
        return with(TaskAttribute.DELAY, delay);
    }

    /**
     * Whether it is armed from the beginning; it is unless said otherwise.
     *
     * @param autoStart false to wait for the first reset
     * @return this builder
     */
    public TimerTaskBuilder autoStart(boolean autoStart) {
        return with(TaskAttribute.AUTO_START, autoStart);
    }

    /**
     * Whether it fires at the first reset, and then no more until it was not reset for the length of the delay; it fires at
     * the end unless said.
     *
     * @param leading true to fire first
     * @return this builder
     */
    public TimerTaskBuilder leading(boolean leading) {
        return with(TaskAttribute.LEADING, leading);
    }

    /**
     * How long after the first reset it fires at the latest, however often it is reset; without end unless said.
     *
     * @param maxWait not less than the delay
     * @return this builder
     */
    public TimerTaskBuilder maxWait(Duration maxWait) {
        return with(TaskAttribute.MAX_WAIT, maxWait);
    }

    /**
     * Lets each key have a timer of its own, which waits for its first reset. Its code finds the key in what it gets; see
     * {@link #forEachFiring} and {@link #forEachKey}.
     *
     * @return this builder
     */
    public TimerTaskBuilder keyed() {
        return set(TaskAttribute.KEYED, true);
    }

    /**
     * Ends the definition with code that gets the key and the event of what fired, as far as there are such.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition forEachFiring(Consumer<? super TimerFiring> code) {
        return body(payload -> {
            code.accept(payload instanceof TimerFiring firing ? firing : TimerFiring.PLAIN);
            return null;
        });
    }

    /**
     * Ends the definition of a timer for each key with code that gets the key.
     *
     * @param <K> the type of the keys, which whoever resets them keeps to
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    @SuppressWarnings("unchecked") // Keys come from a timer that the application asked for by that type.
    public <K> TaskDefinition forEachKey(Consumer<? super K> code) {
        return keyed().forEachFiring(firing -> ((Consumer<Object>) code).accept(Objects.requireNonNull(firing.key())));
    }
}
