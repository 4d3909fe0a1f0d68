package io.tasky.actuate;

import io.tasky.task.TaskAttribute;

/** Reads the texts of a request as those of annotations and configuration are read. Implementations are thread-safe. */
@FunctionalInterface
public interface AttributeReader {

    /**
     * Reads the value of an attribute.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @param text the text
     * @param where where it stands, for messages
     * @return the value
     * @throws io.tasky.task.TaskConfigurationException if it cannot be read
     */
    <T> T read(TaskAttribute<T> attribute, String text, String where);
}
