package io.tasky.spring;

import io.tasky.task.TaskDefinition;

/**
 * A task that is a bean, or one of several in a bean. Immutable.
 *
 * @param beanName the name of the bean
 * @param definition what it is
 */
record DefinedTask(String beanName, TaskDefinition definition) implements DeclaredTask {

    @Override
    public String place() {
        return "the definition in bean '" + beanName + "'";
    }
}
