package io.tasky.actuate;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * Texts of the application's own: hidden unless values are shown, and sanitised then. Thread-safe if the sanitizing functions
 * are.
 */
final class UserData {

    /** No answer grows without bounds because a message does. */
    static final int MAX_LENGTH = 1_000;

    static final int MAX_STACK = 20_000;

    private final Sanitizer sanitizer;

    UserData(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    /** What may be shown of a text, which is the application's code to give. */
    @Nullable
    String text(String task, String what, boolean show, Supplier<@Nullable String> text) {
        return text(task, what, show, MAX_LENGTH, text);
    }

    /** What may be shown of the message of an exception. */
    @Nullable
    String message(String task, boolean show, Throwable exception) {
        return text(task, "exception.message", show, exception::getMessage);
    }

    /** What may be shown of where an exception comes from, in which each message is what may be shown of that. */
    @Nullable
    String stack(String task, boolean show, Throwable exception) {
        return text(
                task,
                "exception.stack",
                show,
                MAX_STACK,
                () -> StackText.of(exception, failure -> message(task, show, failure)));
    }

    /** What may be shown of where a run is. */
    @Nullable
    String location(String task, boolean show, List<StackTraceElement> stack) {
        return text(
                task,
                "location.stack",
                show,
                MAX_STACK,
                () -> stack.stream().map(UserData::line).collect(Collectors.joining("\n")));
    }

    /** Without modules and class loaders, which say nothing here. */
    private static String line(StackTraceElement call) {
        return new StackTraceElement(
                        call.getClassName(), call.getMethodName(), call.getFileName(), call.getLineNumber())
                .toString();
    }

    private @Nullable String text(
            String task, String what, boolean show, int most, Supplier<@Nullable String> supplier) {
        String text = show ? given(supplier) : "";
        if (text == null) {
            return null;
        }
        Object shown = sanitizer.sanitize(new SanitizableData(null, "tasks." + task + "." + what, text), show);
        // Only now: what hides a secret may know it by its end.
        return shown == null ? null : shortened(shown.toString(), most);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** A message or an item that cannot be put into words, such as one that contains itself, must not cost the whole answer. */
    private static @Nullable String given(Supplier<@Nullable String> text) {
        try {
            return text.get();
        } catch (RuntimeException | StackOverflowError ex) {
            return "(not readable: " + ex.getClass().getName() + ")";
        }
    }
}
