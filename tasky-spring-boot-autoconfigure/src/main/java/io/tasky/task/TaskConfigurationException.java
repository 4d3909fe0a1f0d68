package io.tasky.task;

import org.jspecify.annotations.Nullable;

/** A declaration or a setting that cannot work. Its text says what is wrong, where, and with which value. Thread-safe. */
public class TaskConfigurationException extends IllegalArgumentException {

    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, where, and with which value
     * @param remedy what to do about it
     */
    public TaskConfigurationException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, where, and with which value
     * @param remedy what to do about it
     * @param cause what found it out, or null
     */
    public TaskConfigurationException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /**
     * What to do about it.
     *
     * @return a sentence or more
     */
    public String remedy() {
        return remedy;
    }
}
