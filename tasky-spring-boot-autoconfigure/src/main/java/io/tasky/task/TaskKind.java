package io.tasky.task;

/** What makes a task run. Immutable. */
public enum TaskKind {

    /** Time: a fixed rate, a fixed delay or a cron expression. */
    PERIODIC,

    /** A delay after the timer was armed, which a reset starts anew. */
    TIMER,

    /** An item in the queue in front of it. */
    QUEUE,

    /** A call. */
    BACKGROUND
}
