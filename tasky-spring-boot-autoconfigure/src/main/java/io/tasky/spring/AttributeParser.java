package io.tasky.spring;

import io.tasky.task.RateLimit;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Reads the strings that annotations and configuration give for attributes of tasks. Without state, so thread-safe. */
public final class AttributeParser {

    private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?\\d+");

    private static final Set<String> TRUE = Set.of("true", "on", "yes", "1");

    private static final Set<String> FALSE = Set.of("false", "off", "no", "0");

    private AttributeParser() {}

    /**
     * Reads the value of an attribute.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @param text the string, not blank
     * @param where where it stands, for messages
     * @return the value
     * @throws TaskConfigurationException if it cannot be read
     */
    public static <T> T parse(TaskAttribute<T> attribute, String text, String where) {
        T value = attribute.type().cast(parse(attribute.type(), text.strip(), where));
        checkRange(attribute, value, where + " is '" + text.strip() + "', and must ");
        return value;
    }

    /** Ranges that hold for an attribute whatever else is said of its task. */
    private static void checkRange(TaskAttribute<?> attribute, Object value, String beginning) {
        boolean positive = attribute == TaskAttribute.TIMEOUT
                || attribute == TaskAttribute.RETRY_MAX_DELAY
                || attribute == TaskAttribute.MAX_WAIT;
        if (positive && Duration.ZERO.equals(value)) {
            throw new TaskConfigurationException(
                    beginning + "be more than zero.", "Write a longer duration, or leave it out for no limit.");
        }
        if (attribute == TaskAttribute.RETRY_MAX_RETRIES && value instanceof Integer number && number < 0) {
            throw new TaskConfigurationException(
                    beginning + "not be negative.", "Write how many attempts may follow the first one, 0 for none.");
        }
        if (attribute == TaskAttribute.MAX_CONCURRENT && value instanceof Integer number && number < 1) {
            throw new TaskConfigurationException(
                    beginning + "be at least 1.",
                    "Write how many runs may go on at the same time, or leave it out for no limit.");
        }
        if (attribute == TaskAttribute.RETRY_MULTIPLIER && value instanceof Double factor && factor < 1) {
            throw new TaskConfigurationException(
                    beginning + "be at least 1.", "Write 1 for pauses of the same length, 2 to double each pause.");
        }
    }

    /**
     * Reads a duration, which has a unit and is not negative.
     *
     * @param text the string: {@code 500ms}, {@code 1h30m} or {@code PT1M}
     * @param where where it stands, for messages
     * @return the duration
     * @throws TaskConfigurationException if it cannot be read
     */
    public static Duration duration(String text, String where) {
        if (BARE_NUMBER.matcher(text).matches()) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', which has no unit: " + text + "ms or " + text + "s?",
                    "Write " + text + "ms if milliseconds are meant, or " + text + "s if seconds are.");
        }
        Duration duration;
        try {
            duration = DurationFormatterUtils.detectAndParse(text);
        } catch (IllegalArgumentException ex) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', which is no duration.",
                    "Write a duration with its unit, such as 500ms, 10s, 1h30m or PT1M.",
                    ex);
        }
        if (duration.isNegative()) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', and must not be negative.", "Write a duration of zero or more.");
        }
        return duration;
    }

    private static Object parse(Class<?> type, String text, String where) {
        if (type == String.class) {
            return text;
        }
        if (type == Duration.class) {
            return duration(text, where);
        }
        if (type == RateLimit.class) {
            return RateLimits.parse(text, where);
        }
        if (type == ZoneId.class) {
            return zone(text, where);
        }
        if (type == Integer.class) {
            return number(text, where);
        }
        if (type == Double.class) {
            return decimal(text, where);
        }
        if (type == Boolean.class) {
            return truth(text, where);
        }
        if (type.isEnum()) {
            return constant(type, text, where);
        }
        throw new IllegalArgumentException("No reader for " + type.getName());
    }

    private static ZoneId zone(String text, String where) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException ex) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', which is no time zone.",
                    "Write a zone id such as Europe/Berlin, UTC or +02:00.",
                    ex);
        }
    }

    private static Integer number(String text, String where) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException ex) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', which is no whole number.", "Write a number such as 10.", ex);
        }
    }

    private static Double decimal(String text, String where) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException ex) {
            throw notDecimal(text, where, ex);
        }
        throw notDecimal(text, where, null);
    }

    private static TaskConfigurationException notDecimal(
            String text, String where, @Nullable NumberFormatException cause) {
        return new TaskConfigurationException(
                where + " is '" + text + "', which is no number.", "Write a number such as 2 or 1.5.", cause);
    }

    private static Boolean truth(String text, String where) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', which is neither true nor false.", "Write true or false.");
        }
        return TRUE.contains(lower);
    }

    private static Object constant(Class<?> type, String text, String where) {
        String wanted = text.replace('-', '_');
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.toString().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new TaskConfigurationException(
                        where + " is '" + text + "', which is not one of its values.",
                        "Write one of "
                                + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", "))
                                + "."));
    }
}
