package io.tasky.actuate;

import io.tasky.actuate.TaskyActionEvent.Target;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** Tells the log and the application what operators do. As thread-safe as whoever is told. */
final class ActionLog {

    private static final Logger logger = LoggerFactory.getLogger(ActionLog.class);

    private final Consumer<? super TaskyActionEvent> events;

    ActionLog(Consumer<? super TaskyActionEvent> events) {
        this.events = events;
    }

    /** It was done; to be called before anything else that may fail. The details have no user data. */
    void done(SecurityContext by, Target target, String name, String action, ActionResult result) {
        Principal principal = by.getPrincipal();
        String who = principal == null ? null : principal.getName();
        logger.info(
                "{} '{}': {} by {}{}{}.",
                capitalized(target),
                name,
                action,
                who == null ? "somebody who is not logged in" : "'" + who + "'",
                result.changed() ? "" : ", which changed nothing",
                text(result.details()));
        try {
            events.accept(new TaskyActionEvent(target, name, action, result.changed(), who, result.details()));
        } catch (RuntimeException ex) {
            // It was done all the same, and is answered so.
            logger.warn("A listener failed at {} of {} '{}'", action, target, name, ex);
        }
    }

    private static String capitalized(Target target) {
        return target.name().charAt(0) + target.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String text(Map<String, String> details) {
        return details.isEmpty()
                ? ""
                : details.entrySet().stream()
                        .map(detail -> detail.getKey() + " " + detail.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
