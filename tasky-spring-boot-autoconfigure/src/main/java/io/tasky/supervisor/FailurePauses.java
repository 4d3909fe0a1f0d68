package io.tasky.supervisor;

import io.tasky.spi.TickDelays;
import io.tasky.spi.TickDelays.Pauses;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import org.jspecify.annotations.Nullable;

/** What the outcomes of a periodic task's runs mean for its ticks. Guarded by the lock of its task. */
final class FailurePauses {

    private final ErrorPolicy policy;

    private final TickDelays delays;

    private final String task;

    /** The series that goes on, or is to begin with the next failure; null unless the task backs off. */
    private @Nullable Pauses pauses;

    /** How many runs have failed in a row. */
    private int failures;

    private long until;

    FailurePauses(ErrorPolicy policy, TickDelays delays, String task) {
        this.policy = policy;
        this.delays = delays;
        this.task = task;
        // Asked for now: a supervisor that has none says so when the task is registered.
        this.pauses = policy == ErrorPolicy.BACK_OFF ? delays.pauses(task) : null;
    }

    /** Whether a run with that outcome and result is the last one. */
    boolean ends(RunStatus outcome, @Nullable Object result) {
        return outcome == RunStatus.SUCCEEDED
                ? Boolean.FALSE.equals(result)
                : policy == ErrorPolicy.STOP && isFailure(outcome);
    }

    /** Notes the outcome of a run that has just ended; answers whether a pause begins or is over. */
    boolean note(RunStatus outcome, TimeSource time) {
        if (pauses == null) {
            return false;
        }
        if (isFailure(outcome)) {
            failures++;
            until = time.nanoTime() + TimeSource.nanosOf(pauses.next());
            return true;
        }
        return outcome == RunStatus.SUCCEEDED && reset();
    }

    private static boolean isFailure(RunStatus outcome) {
        return outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT;
    }

    /** No run has failed; answers whether one had. */
    boolean reset() {
        if (failures == 0) {
            return false;
        }
        failures = 0;
        pauses = delays.pauses(task);
        return true;
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
