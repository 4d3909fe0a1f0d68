package io.tasky.task;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was at one moment. Immutable.
 *
 * @param id the run's id
 * @param task the task's name
 * @param pool the name of the pool that runs it
 * @param priority its priority
 * @param status where it stood
 * @param attempt the number of its latest attempt, 0 before the first
 * @param queuedAt when it was accepted
 * @param startedAt when its first attempt started, or null
 * @param finishedAt when it got its outcome, or null
 * @param duration from start to outcome, or to the moment of the snapshot; null before the start
 * @param exception what it failed with, or null; user data
 * @param waitingFor why it does not run, or null if it runs or has ended
 * @param stopRequested whether somebody had asked it to stop
 * @param stuck whether it had its outcome, and its code went on all the same
 * @param progress how far it said it had come, or null; the text in it is user data
 * @param thread the name of the thread that its code is on, or null; empty for a virtual thread without a name
 */
public record RunSnapshot(
        String id,
        String task,
        String pool,
        TaskPriority priority,
        RunStatus status,
        int attempt,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Duration duration,
        @Nullable Throwable exception,
        @Nullable WaitingFor waitingFor,
        boolean stopRequested,
        boolean stuck,
        @Nullable RunProgress progress,
        @Nullable String thread) {

    /**
     * The same run later, as it tells of itself.
     *
     * @param run the run
     * @return its snapshot, with what it does not tell itself taken from this one
     */
    public RunSnapshot after(TaskRun<?> run) {
        Instant started = run.startedAt();
        Instant finished = run.finishedAt();
        boolean stands = run.status() == status;
        return new RunSnapshot(
                id,
                task,
                pool,
                priority,
                run.status(),
                run.attempt(),
                queuedAt,
                started,
                finished,
                started == null || finished == null ? duration : Duration.between(started, finished),
                run.exception(),
                stands ? waitingFor : null,
                run.isStopRequested(),
                run.isStuck(),
                run.progress(),
                stands || run.isStuck() ? thread : null);
    }
}
