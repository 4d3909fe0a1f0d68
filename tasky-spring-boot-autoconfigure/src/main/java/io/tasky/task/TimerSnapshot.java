package io.tasky.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a task as they were at one moment. Immutable.
 *
 * @param keyed whether there is one for each key
 * @param pending how many are to fire: the number of keys, or 0 or 1 without keys
 * @param nextDue when the first of them is due, also if its task cannot run then; null if none is pending, or their delay
 *     has not begun
 */
public record TimerSnapshot(
        boolean keyed, long pending, @Nullable Instant nextDue) {}
