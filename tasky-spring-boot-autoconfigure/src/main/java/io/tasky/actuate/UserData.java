package io.tasky.actuate;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    /** What may be shown of where an exception comes from. */
    @Nullable
    String stack(String task, boolean show, Throwable exception) {
        return text(task, "exception.stack", show, MAX_STACK, () -> {
            StringWriter stack = new StringWriter();
            exception.printStackTrace(new PrintWriter(stack));
            return stack.toString();
        });
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
        String shortened = text.length() <= most ? text : text.substring(0, most) + "…";
        Object shown = sanitizer.sanitize(new SanitizableData(null, "tasks." + task + "." + what, shortened), show);
        return shown == null ? null : shown.toString();
    }

    /** A message or an item that cannot be put into words must not cost the whole answer. */
    private static @Nullable String given(Supplier<@Nullable String> text) {
        try {
            return text.get();
        } catch (RuntimeException ex) {
            return "(not readable: " + ex.getClass().getName() + ")";
        }
    }
}
