package io.tasky.actuate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an exception comes from, in the words that Java prints. Each message comes from whoever may hide it, so that what is
 * hidden elsewhere is hidden here. For one thread.
 */
final class StackText {

    private final StringBuilder text = new StringBuilder();

    private final Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Function<Throwable, @Nullable String> messages;

    private StackText(Function<Throwable, @Nullable String> messages) {
        this.messages = messages;
    }

    static String of(Throwable exception, Function<Throwable, @Nullable String> messages) {
        StackText stack = new StackText(messages);
        stack.tell(exception, "", "");
        return stack.text.toString();
    }

    private void tell(Throwable exception, String indent, String caption) {
        text.append(indent).append(caption).append(exception.getClass().getName());
        if (!told.add(exception)) {
            text.append(" (again)\n");
            return;
        }
        String message = messages.apply(exception);
        text.append(message == null ? "" : ": " + message).append('\n');
        for (StackTraceElement frame : exception.getStackTrace()) {
            text.append(indent).append("\tat ").append(frame).append('\n');
        }
        for (Throwable suppressed : exception.getSuppressed()) {
            tell(suppressed, indent + "\t", "Suppressed: ");
        }
        Throwable cause = exception.getCause();
        if (cause != null) {
            tell(cause, indent, "Caused by: ");
        }
    }
}
