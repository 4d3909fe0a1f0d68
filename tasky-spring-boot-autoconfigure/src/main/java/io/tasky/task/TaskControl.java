package io.tasky.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steers one task. Injected by type and name, or from the supervisor. Thread-safe. */
public interface TaskControl {

    /**
     * The task's name.
     *
     * @return the name
     */
    String name();

    /**
     * Runs the task once, whatever its schedule says: now, or after the run that goes on. Works while the task is paused,
     * and holds to its pool, its {@code maxConcurrent} and its {@code rateLimit}. It waits in line however long that is.
     *
     * @return the run; while one goes on, the one that is to follow, which is the same for all who ask
     * @throws UnsupportedOperationException if the task does nothing without an item or arguments
     * @throws TaskRefusedException if the task is disabled or ended, or the supervisor runs nothing
     */
    TaskRun<@Nullable Object> trigger();

    /**
     * Whether a {@linkplain #trigger() trigger} says all that a run needs, whatever the task's state.
     *
     * @return false for a worker of a queue, a timer with keys, and a background task that needs arguments
     */
    boolean canBeTriggered();

    /**
     * Keeps the task from starting runs until {@link #resume()}; one that is running goes on to its end. Ticks that come
     * meanwhile are counted as skipped, timers that are due wait, and so do calls, retries, and runs that wait for a slot.
     * Repeated, it changes nothing.
     *
     * @return whether it was not paused before
     * @throws TaskStateException if the task is disabled or ended, which starts nothing anyway
     */
    boolean pause();

    /**
     * Ends a pause: what waits goes on, and ticks that were skipped are not made up. Does nothing if the task is not paused
     * but enabled.
     *
     * @return whether it was paused
     * @throws TaskStateException if the task is disabled or ended, which {@link #enable()} undoes
     */
    boolean resume();

    /**
     * Lets a disabled or ended task start runs again, and one that is paused, too. Repeated, it changes nothing.
     *
     * @return whether it was not enabled before
     * @throws TaskStateException if the task was unregistered
     */
    boolean enable();

    /**
     * Keeps the task from starting runs and from taking calls, until {@link #enable()}; one that is running goes on to its
     * end, those that wait go on waiting. Ends a pause. Repeated, it changes nothing.
     *
     * @return whether it was not disabled before
     * @throws TaskStateException if the task was unregistered
     */
    boolean disable();

    /**
     * Gives a periodic task another schedule, at once, also while a run of it goes on. What is said lies over what held
     * until now, as the configuration lies over an annotation: a {@link TaskAttribute#FIXED_RATE fixed rate},
     * {@link TaskAttribute#FIXED_DELAY fixed delay} or {@link TaskAttribute#CRON cron expression} replaces the whole
     * schedule, and what refines one is laid over it. A fixed rate or delay counts from now, or from the end of the run that
     * goes on: without an {@link TaskAttribute#INITIAL_DELAY initial delay} the first tick comes one rate or delay later.
     * Ticks that were owed are skipped and counted, and a pause after failures is over. It holds until the next one, or until
     * the application ends. What says no more than holds already changes nothing, unless it names an initial delay.
     *
     * @param schedule what to change: attributes of a schedule only
     * @return whether that is another schedule than before
     * @throws TaskConfigurationException if the schedule cannot work, or other attributes are given; the task keeps its
     *     schedule then
     * @throws IllegalStateException if the task is not periodic
     */
    boolean reschedule(TaskAttributes schedule);

    /**
     * When the task is due next: the next ticks of a fixed rate or a cron expression, without jitter, and as if no run took
     * long or failed. Of a fixed delay and a timer only the next one is known.
     *
     * @param count how many at most, 0 to 1000
     * @return times of day, the earliest first; none while the task starts no runs, or if its kind has no schedule
     * @throws IllegalArgumentException if the number is out of range
     */
    List<Instant> nextRuns(int count);

    /**
     * What the task is and does now.
     *
     * @return an immutable snapshot
     */
    TaskSnapshot snapshot();
}
