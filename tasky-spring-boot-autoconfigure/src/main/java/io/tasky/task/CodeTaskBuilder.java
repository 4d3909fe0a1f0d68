package io.tasky.task;

import java.util.concurrent.Callable;

/**
 * Says step by step what a task is whose code may do without what its kind brings. For use by one thread.
 *
 * @param <B> the type of the builder itself
 */
public abstract class CodeTaskBuilder<B extends CodeTaskBuilder<B>> extends TaskBuilder<B> {

    CodeTaskBuilder(String name, TaskKind kind) {
        super(name, kind);
    }

    /**
     * Ends the definition with code that needs nothing and has no result.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition run(Runnable code) {
        return body(payload -> {
            code.run();
            return null;
        });
    }

    /**
     * Ends the definition with code that needs nothing, and has a result or throws a checked exception. The result
     * {@code false} ends a periodic task.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition call(Callable<?> code) {
        return body(payload -> code.call());
    }
}
