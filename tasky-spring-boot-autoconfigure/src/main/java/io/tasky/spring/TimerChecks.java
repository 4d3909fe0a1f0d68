package io.tasky.spring;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;

/** Refuses timers that cannot work. Without state, so thread-safe. */
final class TimerChecks {

    private TimerChecks() {}

    /**
     * Checks the parameters of a timer's method.
     *
     * @param method the method
     * @throws TaskConfigurationException if nobody can fill them
     */
    static void checkMethod(TaskMethod method) {
        TimerParameters parameters = TimerParameters.of(method);
        if (parameters.keys() > 1) {
            throw new TaskConfigurationException(
                    what(method) + " marks " + parameters.keys()
                            + " parameters with @TimerKey, and a timer has one key.",
                    "Mark one of them; combine several values in a record.");
        }
        if (!parameters.unknown().isEmpty()) {
            throw new TaskConfigurationException(
                    what(method) + " has a parameter of type "
                            + parameters.unknown().get(0).getSimpleName()
                            + " that nobody fills: it may take a TaskContext, its key (@TimerKey) and the event of"
                            + " resetOn.",
                    "Remove the parameter, mark it with @TimerKey, or name its type in resetOn.");
        }
    }

    /**
     * Checks what says how a timer is reset.
     *
     * @param task the task's name
     * @param method its method
     * @param attributes what annotation and configuration together say
     * @throws TaskConfigurationException if it cannot work
     */
    static void checkAttributes(String task, TaskMethod method, TaskAttributes attributes) {
        TimerParameters parameters = TimerParameters.of(method);
        Class<?> resetOn = parameters.resetOn();
        String key = attributes.get(TaskAttribute.TIMER_KEY);
        if (key != null) {
            checkKey(task, method, parameters);
            TimerKeyExpression.parse(key, "key of " + what(method));
        } else if (resetOn != null && parameters.keys() > 0) {
            throw invalid(
                    task,
                    method,
                    "is reset by " + resetOn.getSimpleName()
                            + " and has a timer for each key, but does not say which key an event has",
                    "Give key, an expression about the event such as orderId, in the annotation or as tasky.tasks."
                            + task + ".key.");
        }
    }

    private static void checkKey(String task, TaskMethod method, TimerParameters parameters) {
        if (parameters.resetOn() == null) {
            throw invalid(
                    task,
                    method,
                    "says key, which tells the key of an event, without resetOn",
                    "Name the events in resetOn, or remove key and reset the timer in code.");
        }
        if (parameters.keys() == 0) {
            throw invalid(
                    task,
                    method,
                    "says key, but its method takes no key",
                    "Mark the parameter that gets the key with @TimerKey, or remove key.");
        }
    }

    private static TaskConfigurationException invalid(String task, TaskMethod method, String problem, String remedy) {
        return new TaskConfigurationException("Task '" + task + "' (" + what(method) + ") " + problem + ".", remedy);
    }

    private static String what(TaskMethod method) {
        return method.annotationName() + " method " + method.signature();
    }
}
