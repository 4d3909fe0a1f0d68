package io.tasky.task;

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
     * and holds to its pool, its {@code maxConcurrent} and its {@code rateLimit}.
     *
     * @return the run; while one goes on, the one that is to follow, which is the same for all who ask
     * @throws UnsupportedOperationException if the task does nothing without an item or arguments
     * @throws java.util.concurrent.RejectedExecutionException if the task is disabled or ended, its pool refuses the run, or
     *     the supervisor runs nothing
     */
    TaskRun<@Nullable Object> trigger();

    /**
     * Keeps the task from starting runs until {@link #resume()}; one that is running goes on to its end. Ticks that come
     * meanwhile are counted as skipped, timers that are due wait, and so do calls, retries, and runs that wait for a slot.
     * Repeated, it changes nothing.
     *
     * @throws IllegalStateException if the task is disabled or ended, which starts nothing anyway
     */
    void pause();

    /**
     * Ends a pause: what waits goes on, and ticks that were skipped are not made up. Does nothing if the task is not paused
     * but enabled.
     *
     * @throws IllegalStateException if the task is disabled or ended, which {@link #enable()} undoes
     */
    void resume();

    /**
     * Lets a disabled or ended task start runs again, and one that is paused, too. Repeated, it changes nothing.
     */
    void enable();

    /**
     * Keeps the task from starting runs and from taking calls, until {@link #enable()}; one that is running goes on to its
     * end, those that wait go on waiting. Ends a pause. Repeated, it changes nothing.
     */
    void disable();

    /**
     * What the task is and does now.
     *
     * @return an immutable picture
     */
    TaskSnapshot snapshot();
}
