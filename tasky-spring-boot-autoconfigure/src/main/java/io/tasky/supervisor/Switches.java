package io.tasky.supervisor;

import java.util.concurrent.RejectedExecutionException;

/**
 * What an application may switch off. Immutable.
 *
 * @param enabled whether anything may run at all
 * @param autoStart whether submitted work runs before the start
 */
record Switches(boolean enabled, boolean autoStart) {

    void checkEnabled(String task) {
        if (!enabled) {
            throw new RejectedExecutionException("Tasky is switched off (tasky.enabled=false) and runs no work: '"
                    + task + "'. Switch it on, or do not submit.");
        }
    }
}
