package io.tasky.supervisor;

import io.tasky.task.TaskRefusedException;

/**
 * What an application may switch off, and when it ends. Immutable.
 *
 * @param enabled whether anything may run at all
 * @param autoStart whether submitted work runs before the start
 * @param ending when it is over
 */
record Switches(boolean enabled, boolean autoStart, Ending ending) {

    void checkEnabled(String task) {
        if (!enabled) {
            throw new TaskRefusedException("Tasky is switched off (tasky.enabled=false) and runs no work: '" + task
                    + "'. Switch it on, or do not submit.");
        }
    }
}
