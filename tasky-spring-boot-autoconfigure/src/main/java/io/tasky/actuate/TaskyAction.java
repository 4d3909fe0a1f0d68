package io.tasky.actuate;

import java.util.Locale;

/** What can be done to a task. Immutable. */
enum TaskyAction {
    /** Runs it once. */
    TRIGGER,
    /** Keeps it from starting runs. */
    PAUSE,
    /** Ends a pause. */
    RESUME,
    /** Lets it start runs and take calls. */
    ENABLE,
    /** Keeps it from both. */
    DISABLE,
    /** Begins the delay of a timer anew. */
    RESET,
    /** Fires a timer that is pending. */
    FIRE,
    /** Keeps a timer from firing. */
    CANCEL,
    /** Closes a queue. */
    CLOSE,
    /** Undoes that. */
    REOPEN,
    /** Puts dead letters back into their queue. */
    REPLAY,
    /** Gives a periodic task another schedule. */
    RESCHEDULE;

    /** Whether it is done to a timer, or to that of one key. */
    boolean isOfTimer() {
        return this == RESET || this == FIRE || this == CANCEL;
    }

    /** As requests and answers spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
