package io.tasky.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an action. Immutable.
 *
 * @param changed whether it made a difference
 * @param run the id of the run that was triggered, or null
 * @param replayed how many dead letters were put back into their queue, or null
 * @param left how many were not, or null
 * @param details the same and more for the log and listeners, without user data
 */
record ActionResult(
        boolean changed,
        @Nullable String run,
        @Nullable Integer replayed,
        @Nullable Integer left,
        Map<String, String> details) {

    static ActionResult of(boolean changed) {
        return of(changed, Map.of());
    }

    static ActionResult of(boolean changed, Map<String, String> details) {
        return new ActionResult(changed, null, null, null, details);
    }

    static ActionResult moved(boolean changed, @Nullable Object from, @Nullable Object to) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("from", String.valueOf(from));
        details.put("to", String.valueOf(to));
        return of(changed, changed ? details : Map.of());
    }

    static ActionResult triggered(boolean changed, String run) {
        return new ActionResult(changed, run, null, null, Map.of("run", run));
    }

    static ActionResult ofQueue(boolean changed, String queue) {
        return of(changed, Map.of("queue", queue));
    }

    static ActionResult replayed(String queue, int replayed, int left) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("queue", queue);
        details.put("replayed", String.valueOf(replayed));
        details.put("left", String.valueOf(left));
        return new ActionResult(replayed > 0, null, replayed, left, details);
    }
}
