package io.tasky.supervisor;

/**
 * When an application is over, and what to do then. Immutable.
 *
 * @param span how long it lives
 * @param action what ends it; called once for each start of the supervisor, on the clock's thread, so it must be short
 */
record Ending(LifeSpan span, Runnable action) {

    /** The application ends when somebody stops it. */
    static final Ending NEVER = new Ending(LifeSpan.FOREVER, () -> {});
}
