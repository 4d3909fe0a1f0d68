package io.tasky.task;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Defines a timer task. For use by one thread. */
public final class TimerTaskBuilder extends TaskBuilder<TimerTaskBuilder> {

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
     * Ends the definition with its code.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition run(Runnable code) {
        return body(payload -> {
            code.run();
            return null;
        });
    }

    /**
     * Ends the definition with code that has a result, or throws a checked exception.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition call(Callable<?> code) {
        return body(payload -> code.call());
    }
}
