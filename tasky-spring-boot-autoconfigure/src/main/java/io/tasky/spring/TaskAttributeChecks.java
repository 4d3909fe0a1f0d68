package io.tasky.spring;

import io.tasky.task.ScheduleRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Refuses attributes that do not go together or are out of range. Without state, so thread-safe. */
final class TaskAttributeChecks {

    private static final Pattern LEGAL_QUEUE = Pattern.compile("[A-Za-z0-9._$-]+");

    private static final List<TaskAttribute<?>> RETRY_DETAILS = List.of(
            TaskAttribute.RETRY_DELAY,
            TaskAttribute.RETRY_MULTIPLIER,
            TaskAttribute.RETRY_MAX_DELAY,
            TaskAttribute.RETRY_JITTER);

    private final String task;

    private final TaskMethod method;

    private final TaskAttributes attributes;

    private TaskAttributeChecks(String task, TaskMethod method, TaskAttributes attributes) {
        this.task = task;
        this.method = method;
        this.attributes = attributes;
    }

    /**
     * Checks what annotation and configuration together say.
     *
     * @param task the task's name
     * @param method its method
     * @param attributes what was said
     * @throws TaskConfigurationException if it cannot work
     */
    static void check(String task, TaskMethod method, TaskAttributes attributes) {
        TaskAttributeChecks checks = new TaskAttributeChecks(task, method, attributes);
        switch (method.kind()) {
            case PERIODIC -> checks.checkSchedule();
            case TIMER -> checks.checkTimer();
            case QUEUE -> checks.checkQueue();
            case BACKGROUND -> checks.checkBackground();
        }
        checks.checkRetry();
    }

    private void checkSchedule() {
        ScheduleRules.check(task, origin(), attributes);
        String cron = attributes.get(TaskAttribute.CRON);
        if (cron != null) {
            CronSchedule.check(cron, "cron of " + origin());
        }
    }

    private void checkTimer() {
        if (attributes.get(TaskAttribute.DELAY) == null) {
            throw invalid(
                    "says no delay, so that it would never fire",
                    "Give it in the annotation, or as tasky.tasks." + task + ".delay.");
        }
        TimerChecks.checkAttributes(task, method, attributes);
    }

    private void checkQueue() {
        String queue = attributes.get(TaskAttribute.QUEUE);
        if (queue != null && !LEGAL_QUEUE.matcher(queue).matches()) {
            throw invalid(
                    "names the queue '" + queue + "', which has characters that a name may not have",
                    "Use letters, digits, '.', '_', '$' and '-' only.");
        }
        boolean batches = attributes.get(TaskAttribute.BATCH_SIZE) != null;
        boolean list = new TaskParameters(method.method()).takesList();
        if (batches && !list) {
            throw invalid(
                    "says batchSize, and its method does not take a List",
                    "Let it take the List of the items of a batch, or remove batchSize.");
        }
        if (list && !batches) {
            throw invalid(
                    "takes a List, and says no batchSize, so that it would get one item",
                    "Give batchSize in the annotation, or as tasky.tasks." + task
                            + ".batch-size; a list that is one item belongs in a record.");
        }
    }

    private void checkBackground() {
        if (attributes.get(TaskAttribute.ON_STARTUP, false)) {
            TaskMethodChecks.checkRunsAlone(method, "on start-up", TaskAttribute.ON_STARTUP);
        }
        if (attributes.get(TaskAttribute.ON_SHUTDOWN, false)) {
            TaskMethodChecks.checkRunsAlone(method, "on shutdown", TaskAttribute.ON_SHUTDOWN);
        }
    }

    /** Whoever says how to retry, and not that, would wait for a retry in vain. */
    private void checkRetry() {
        if (attributes.get(TaskAttribute.RETRY_MAX_RETRIES) != null) {
            return;
        }
        List<String> said = Stream.concat(
                        RETRY_DETAILS.stream()
                                .filter(attribute -> attributes.get(attribute) != null)
                                .map(TaskAttribute::name),
                        Stream.of("includes", "excludes")
                                .filter(name -> !method.exceptions(name).isEmpty())
                                .map(name -> "retry." + name))
                .toList();
        if (!said.isEmpty()) {
            throw invalid(
                    "says " + String.join(" and ", said)
                            + " without retry.maxRetries, so that nothing would be retried",
                    "Give maxRetries in its @Retry, or as tasky.tasks." + task + ".retry.max-retries.");
        }
    }

    private String origin() {
        return method.annotationName() + " method " + method.signature();
    }

    private TaskConfigurationException invalid(String problem, String remedy) {
        return new TaskConfigurationException("Task '" + task + "' (" + origin() + ") " + problem + ".", remedy);
    }
}
