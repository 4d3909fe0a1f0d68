package io.tasky.actuate;

import io.tasky.task.TaskKind;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a task as it stands. Immutable.
 *
 * @param task the task
 * @param canBeTriggered whether a trigger is enough to run it
 */
record PossibleActions(TaskSnapshot task, boolean canBeTriggered) {

    boolean contains(TaskyAction action) {
        return fits(action, task.kind()) && fits(action, task.state());
    }

    private boolean fits(TaskyAction action, TaskKind kind) {
        return switch (action) {
            case TRIGGER -> canBeTriggered;
            case RESET, FIRE, CANCEL -> kind == TaskKind.TIMER;
            case CLOSE, REOPEN, REPLAY -> kind == TaskKind.QUEUE;
            case RESCHEDULE -> kind == TaskKind.PERIODIC;
            default -> true;
        };
    }

    private static boolean fits(TaskyAction action, TaskState state) {
        return switch (action) {
            case TRIGGER, PAUSE, RESUME -> state == TaskState.ENABLED || state == TaskState.PAUSED;
            default -> true;
        };
    }

    /** Refuses what is not among them. */
    void check(TaskyAction action) {
        if (contains(action)) {
            return;
        }
        boolean incomplete = action == TaskyAction.TRIGGER && fits(action, task.state());
        throw RequestFields.because("Task '" + task.name() + "' of kind " + task.kind() + " is " + task.state() + ": "
                + action.word() + " is not possible"
                + (incomplete ? ", because it says no item, key or arguments to run it with." : ".") + remedy());
    }

    /** All of them in a sentence. */
    String remedy() {
        return " Possible is: " + words(null) + ".";
    }

    /** All but one that was refused. */
    String remedyBut(TaskyAction refused) {
        return " Possible is: " + words(refused) + ".";
    }

    private String words(@Nullable TaskyAction not) {
        return Arrays.stream(TaskyAction.values())
                .filter(action -> action != not && contains(action))
                .map(TaskyAction::word)
                .collect(Collectors.joining(", "));
    }
}
