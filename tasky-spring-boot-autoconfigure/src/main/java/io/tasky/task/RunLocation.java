package io.tasky.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the code of a run was at one moment. Immutable.
 *
 * @param thread the name of its thread; empty for a virtual thread without one
 * @param state what the thread did
 * @param waitsFor the class of the lock, or of what else it waited for, or null if it did not wait or that is not known, as
 *     for virtual threads
 * @param heldBy the name of the thread that had that lock, or null if none had or that is not known
 * @param stack where it was, the innermost call first; user data, as it names the application's code
 */
public record RunLocation(
        String thread,
        Thread.State state,
        @Nullable String waitsFor,
        @Nullable String heldBy,
        List<StackTraceElement> stack) {

    /** Copies the stack. */
    public RunLocation {
        stack = List.copyOf(stack);
    }
}
