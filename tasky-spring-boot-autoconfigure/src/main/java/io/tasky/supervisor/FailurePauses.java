package io.tasky.supervisor;

import io.tasky.spi.TickDelays;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outcomes of a periodic task's runs mean for its ticks. Guarded by the lock of its task, except for the method that
 * says otherwise.
 */
final class FailurePauses {

    private static final Logger logger = LoggerFactory.getLogger(FailurePauses.class);

    private final ErrorPolicy policy;

    private final TickDelays delays;

    private final String task;

    /** How many runs have failed in a row; 0 unless the task backs off. */
    private int failures;

    private long until;

    FailurePauses(ErrorPolicy policy, TickDelays delays, String task) {
        this.policy = policy;
        this.delays = delays;
        this.task = task;
        if (policy == ErrorPolicy.BACK_OFF) {
            // A supervisor that has no pauses says so when the task is registered.
            delays.pause(task, 1);
        }
    }

    /** Whether a run with that outcome and result is the last one. */
    boolean ends(RunStatus outcome, @Nullable Object result) {
        return outcome == RunStatus.SUCCEEDED
                ? Boolean.FALSE.equals(result)
                : policy == ErrorPolicy.STOP && isFailure(outcome);
    }

    /** How many have failed in a row with one of that outcome; 0 if no pause follows it. */
    int with(RunStatus outcome) {
        return policy == ErrorPolicy.BACK_OFF && isFailure(outcome) ? failures + 1 : 0;
    }

    /** How long the pause is after so many failures in a row, in nanoseconds. To be called without the lock. */
    long ask(int inARow) {
        try {
            return TimeSource.nanosOf(delays.pause(task, inARow));
        } catch (Throwable ex) {
            logger.error(
                    "How long task '{}' is to pause after failure {} in a row could not be told; it goes on without a pause",
                    task,
                    inARow,
                    ex);
            return 0;
        }
    }

    /** Notes the outcome of a run that has just ended; answers whether a pause, of that length, begins or is over. */
    boolean note(RunStatus outcome, long pause, TimeSource time) {
        int inARow = with(outcome);
        if (inARow > 0) {
            failures = inARow;
            until = time.nanoTime() + pause;
            return true;
        }
        return outcome == RunStatus.SUCCEEDED && reset();
    }

    private static boolean isFailure(RunStatus outcome) {
        return outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT;
    }

    /** No run has failed; answers whether one had. */
    boolean reset() {
        boolean some = isSome();
        failures = 0;
        return some;
    }

    /** Whether a pause goes on at that moment. */
    boolean isPause(long now) {
        return failures > 0 && until - now > 0;
    }

    /** The end of the pause that goes on. */
    long until() {
        return until;
    }

    /** Whether the latest run has failed. */
    boolean isSome() {
        return failures > 0;
    }

    WaitingFor waitingFor(TimeSource time) {
        return new WaitingFor(Reason.BACKING_OFF, failures, 0, time.toInstant(until), null);
    }
}
