package io.tasky.autoconfigure;

import io.tasky.supervisor.TaskSupervisorBuilder;

/**
 * Changes how the auto-configured supervisor is built. Beans of this type are called in their order, after the
 * properties were applied, on the thread that creates the supervisor.
 */
@FunctionalInterface
public interface SupervisorCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder, with the properties applied
     */
    void customize(TaskSupervisorBuilder builder);
}
