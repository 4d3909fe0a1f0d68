package io.tasky.actuate;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants to be done to a task. Immutable.
 *
 * @param action the action, or null if it says none
 * @param key the key of a timer with keys, or null
 * @param schedule what is said of a schedule, by attribute; null where nothing is
 */
record TaskyActionRequest(
        @Nullable String action, @Nullable String key, Map<TaskAttribute<?>, @Nullable String> schedule) {

    /** The action that it says, among those that are possible. */
    TaskyAction action(PossibleActions possible) {
        TaskyAction said = RequestFields.constant("action", action, TaskyAction.class, possible.remedy());
        if (said == null) {
            throw RequestFields.because("The request says no action. Send {\"action\": \"…\"}." + possible.remedy());
        }
        possible.check(said);
        checkFields(said);
        return said;
    }

    /** The schedule that it says. */
    TaskAttributes attributes(AttributeReader reader) {
        TaskAttributes attributes = TaskAttributes.NONE;
        for (Map.Entry<TaskAttribute<?>, @Nullable String> said : schedule.entrySet()) {
            String text = said.getValue();
            if (text != null) {
                attributes = with(attributes, said.getKey(), text, reader);
            }
        }
        return attributes;
    }

    private static <T> TaskAttributes with(
            TaskAttributes attributes, TaskAttribute<T> attribute, String text, AttributeReader reader) {
        return attributes.with(attribute, reader.read(attribute, text, "The request's " + attribute.name()));
    }

    private void checkFields(TaskyAction action) {
        if (key != null && !action.isOfTimer()) {
            throw RequestFields.because("The request says key, but " + action.word()
                    + " takes none. Leave it out: reset, fire and cancel do.");
        }
        if (action != TaskyAction.RESCHEDULE) {
            Map<String, @Nullable String> fields = new LinkedHashMap<>();
            schedule.forEach((attribute, text) -> fields.put(attribute.name(), text));
            RequestFields.refuse(fields, "only reschedule takes a schedule. Leave it out, or send reschedule.");
        } else if (schedule.values().stream().allMatch(Objects::isNull)) {
            throw RequestFields.because(
                    "The request says nothing of a schedule. Send fixedRate, fixedDelay, or cron and zone.");
        }
    }
}
