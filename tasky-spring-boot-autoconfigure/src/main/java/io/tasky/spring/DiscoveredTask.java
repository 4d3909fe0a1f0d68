package io.tasky.spring;

import io.tasky.task.TaskDefinition;

/**
 * A task, and where it was found. Immutable.
 *
 * @param beanName the name of the bean it runs on
 * @param method its method
 * @param definition what it is
 */
record DiscoveredTask(String beanName, TaskMethod method, TaskDefinition definition) implements DeclaredTask {

    @Override
    public String place() {
        return method.annotationName() + " method " + method.signature() + " of bean '" + beanName + "'";
    }
}
