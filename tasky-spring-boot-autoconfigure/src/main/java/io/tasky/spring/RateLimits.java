package io.tasky.spring;

import io.tasky.task.RateLimit;
import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads rate limits, such as {@code 100/1s}. Without state, so thread-safe. */
final class RateLimits {

    private static final Pattern FORM = Pattern.compile("\\s*(\\d+)\\s*/\\s*(\\S+)\\s*");

    private static final Pattern BARE_NUMBER = Pattern.compile("\\d+");

    private RateLimits() {}

    /**
     * Reads a rate limit.
     *
     * @param text a number of starts, a slash, and a duration with its unit
     * @param where where it stands, for messages
     * @return the limit
     * @throws TaskConfigurationException if it cannot be read
     */
    static RateLimit parse(String text, String where) {
        if (BARE_NUMBER.matcher(text).matches()) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', which says how many, but not in what time.",
                    "Write " + text + "/1s if that many starts a second are meant, or " + text + "/1m if in a minute.");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid(text, where, null);
        }
        Duration period = AttributeParser.duration(form.group(2), where + ", its time after the slash,");
        try {
            return new RateLimit(Integer.parseInt(form.group(1)), period);
        } catch (NumberFormatException ex) {
            throw invalid(text, where, ex);
        } catch (TaskConfigurationException ex) {
            throw new TaskConfigurationException(
                    where + " is '" + text + "', but " + ex.getMessage() + ".", ex.remedy(), ex);
        }
    }

    private static TaskConfigurationException invalid(
            String text, String where, @Nullable NumberFormatException cause) {
        return new TaskConfigurationException(
                where + " is '" + text + "', which is no rate limit.",
                "Write how many starts in what time, such as 100/1s or 5/1m.",
                cause);
    }
}
