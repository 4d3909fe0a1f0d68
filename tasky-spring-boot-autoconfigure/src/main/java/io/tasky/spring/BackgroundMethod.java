package io.tasky.spring;

import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import java.lang.reflect.Method;

/**
 * What the advice needs to know of a background task's method. Immutable.
 *
 * @param task the task's name
 * @param method the method
 * @param callableDirectly whether a run may call it without an intercepted call
 * @param submit when calls inside a transaction are submitted
 * @param answer what its callers get
 */
record BackgroundMethod(String task, Method method, boolean callableDirectly, SubmitPolicy submit, CallAnswer answer) {

    static BackgroundMethod of(TaskDefinition task, Method method) {
        CallAnswer answer = CallAnswer.of(method);
        if (answer == null) {
            throw new IllegalArgumentException(method.toString());
        }
        return new BackgroundMethod(
                task.name(),
                method,
                new TaskParameters(method).onlyContexts(),
                task.get(TaskAttribute.SUBMIT, SubmitPolicy.AFTER_COMMIT),
                answer);
    }
}
