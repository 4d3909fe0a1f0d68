package io.tasky.actuate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Reads what requests send as texts; what cannot be read is answered with 400 and what to do. Stateless. */
final class RequestFields {

    private RequestFields() {}

    static InvalidEndpointRequestException because(String problem) {
        return new InvalidEndpointRequestException(problem, problem);
    }

    static InvalidEndpointRequestException because(String problem, Throwable cause) {
        return new InvalidEndpointRequestException(problem, problem, cause);
    }

    /** One of the constants, in any case; null if nothing was sent. */
    static <E extends Enum<E>> @Nullable E constant(String field, @Nullable String text, Class<E> type) {
        return constant(field, text, type, " Possible is: " + names(List.of(type.getEnumConstants())) + ".");
    }

    /** The same where not all of them may be said. */
    static <E extends Enum<E>> @Nullable E constant(String field, @Nullable String text, Class<E> type, String remedy) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        throw because("Unknown " + field + " '" + text + "'." + remedy);
    }

    /** A whole number within bounds; null if nothing was sent. */
    static @Nullable Integer number(String field, @Nullable String text, int least, int most, String remedy) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException ex) {
            throw because(field + " is '" + text + "', which is no whole number. " + remedy, ex);
        }
        throw because(field + " is " + text.strip() + ", which is out of range. " + remedy);
    }

    /** True or false; false if nothing was sent. */
    static boolean truth(String field, @Nullable String text) {
        if (text == null || text.isBlank() || text.strip().equalsIgnoreCase("false")) {
            return false;
        }
        if (text.strip().equalsIgnoreCase("true")) {
            return true;
        }
        throw because(field + " is '" + text + "', which is neither true nor false. Send true, or leave it out.");
    }

    /** Refuses fields that go with something else. */
    static void refuse(Map<String, ? extends @Nullable Object> fields, String why) {
        String sent = fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!sent.isEmpty()) {
            throw because("The request says " + sent + ", but " + why);
        }
    }

    static String names(Iterable<? extends Enum<?>> constants) {
        StringBuilder names = new StringBuilder();
        constants.forEach(constant -> names.append(names.isEmpty() ? "" : ", ").append(constant.name()));
        return names.toString();
    }

    /** The texts between commas. */
    static List<String> parts(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
