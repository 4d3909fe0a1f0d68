package io.tasky.task;

/** Steers one task. Injected by type and name, or from the supervisor. Thread-safe. */
public interface TaskControl {

    /**
     * The task's name.
     *
     * @return the name
     */
    String name();

    /**
     * Lets a disabled or ended task start runs again. Repeated, it changes nothing.
     */
    void enable();

    /**
     * Keeps the task from starting runs; one that is running goes on to its end. Repeated, it changes nothing.
     */
    void disable();

    /**
     * What the task is and does now.
     *
     * @return an immutable picture
     */
    TaskSnapshot snapshot();
}
