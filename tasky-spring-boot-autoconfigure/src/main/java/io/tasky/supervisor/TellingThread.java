package io.tasky.supervisor;

import java.lang.StackWalker.Option;

/**
 * Knows whether the calling thread tells of the end of a run at this moment: it completes the run's future, or calls listeners
 * and error handlers. A stop waits until that is over, so one that is called there must not. It is looked for on the stack, as
 * only a stop asks, and no run is to pay for that. Without state, so thread-safe.
 */
public final class TellingThread {

    private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private TellingThread() {}

    /** {@return whether the calling thread tells of the end of a run} */
    public static boolean isThisOne() {
        return STACK.walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == RunOutcomes.class));
    }
}
