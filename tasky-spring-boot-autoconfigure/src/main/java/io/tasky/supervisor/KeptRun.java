package io.tasky.supervisor;

import io.tasky.task.RunProgress;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run that has its outcome, as it is kept: texts and times of day are made when somebody wants to see it. Immutable.
 *
 * @param number its number
 * @param name a name of its own, or null for that of its task
 * @param priority its priority
 * @param status its outcome
 * @param attempt how many attempts there were
 * @param queued when it was accepted, in nanoseconds of the time source, as all moments here
 * @param started when its first attempt started; of no meaning without one
 * @param finished when it got its outcome
 * @param exception what it failed with, or null
 * @param stopRequested whether somebody had asked it to stop
 * @param progress how far it said it had come, or null
 */
record KeptRun(
        long number,
        @Nullable String name,
        TaskPriority priority,
        RunStatus status,
        int attempt,
        long queued,
        long started,
        long finished,
        @Nullable Throwable exception,
        boolean stopRequested,
        @Nullable RunProgress progress) {

    /** For others to see; of a run of that task, whose code goes on if it is stuck. */
    RunSnapshot snapshot(ManagedTask task, boolean stuck) {
        TimeSource time = task.engine().time();
        boolean ran = attempt > 0;
        return new RunSnapshot(
                task.engine().ids().text(number),
                nameIn(task),
                task.facts().pool(),
                priority,
                status,
                attempt,
                time.toInstant(queued),
                ran ? time.toInstant(started) : null,
                time.toInstant(finished),
                ran ? Duration.ofNanos(finished - started) : null,
                exception,
                null,
                stopRequested,
                stuck,
                progress,
                null);
    }

    String nameIn(ManagedTask task) {
        return name != null ? name : task.name();
    }
}
