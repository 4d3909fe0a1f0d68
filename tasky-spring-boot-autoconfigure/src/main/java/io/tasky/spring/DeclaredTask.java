package io.tasky.spring;

import io.tasky.task.TaskDefinition;

/** A task that the application declared. Implementations are immutable. */
interface DeclaredTask {

    /** What it is. */
    TaskDefinition definition();

    /** Where it was found, for messages. */
    String place();

    default String name() {
        return definition().name();
    }
}
