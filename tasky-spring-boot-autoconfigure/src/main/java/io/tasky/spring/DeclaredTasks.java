package io.tasky.spring;

import io.tasky.task.TaskDefinition;
import java.util.List;

/** The tasks that were found on beans, as they were declared. Implementations are thread-safe. */
@FunctionalInterface
public interface DeclaredTasks {

    /**
     * What was found so far.
     *
     * @return the definitions, in the order they were found
     */
    List<TaskDefinition> definitions();
}
