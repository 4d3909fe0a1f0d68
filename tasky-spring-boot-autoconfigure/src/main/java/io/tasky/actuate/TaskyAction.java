package io.tasky.actuate;

import io.tasky.task.TaskKind;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

    boolean fits(TaskSnapshot task) {
        return fits(task.kind()) && fits(task.state());
    }

    private boolean fits(TaskKind kind) {
        return switch (this) {
            case TRIGGER -> kind != TaskKind.QUEUE;
            case RESET, FIRE, CANCEL -> kind == TaskKind.TIMER;
            case CLOSE, REOPEN, REPLAY -> kind == TaskKind.QUEUE;
            case RESCHEDULE -> kind == TaskKind.PERIODIC;
            default -> true;
        };
    }

    private boolean fits(TaskState state) {
        return switch (this) {
            case TRIGGER, PAUSE, RESUME -> state == TaskState.ENABLED || state == TaskState.PAUSED;
            default -> true;
        };
    }

    /** As requests and answers spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What can be done to a task now, but for one action. */
    static String possible(TaskSnapshot task, TaskyAction not) {
        return Arrays.stream(values())
                .filter(action -> action != not && action.fits(task))
                .map(TaskyAction::word)
                .collect(Collectors.joining(", "));
    }

    /** What can be done to a task now. */
    static String possible(TaskSnapshot task) {
        return Arrays.stream(values())
                .filter(action -> action.fits(task))
                .map(TaskyAction::word)
                .collect(Collectors.joining(", "));
    }
}
