package io.tasky.task;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Which attributes of a periodic task go together, wherever they were said. Immutable, so thread-safe. */
public final class ScheduleRules {

    private final String task;

    private final String origin;

    private final TaskAttributes attributes;

    private ScheduleRules(String task, String origin, TaskAttributes attributes) {
        this.task = task;
        this.origin = origin;
        this.attributes = attributes;
    }

    /**
     * Checks what was said of a periodic task. Whether a cron expression can be read is no matter of this.
     *
     * @param task the task's name
     * @param origin where it was declared, for messages
     * @param attributes all that was said of it
     * @throws TaskConfigurationException if it cannot work
     */
    public static void check(String task, String origin, TaskAttributes attributes) {
        ScheduleRules rules = new ScheduleRules(task, origin, attributes);
        rules.checkTrigger();
        rules.checkRefinements();
        rules.checkJitter();
        if (attributes.get(TaskAttribute.FIXED_DELAY) != null) {
            rules.checkPoliciesOfADelay();
        }
    }

    private void checkTrigger() {
        List<TaskAttribute<?>> triggers = TaskAttribute.of(TaskKind.PERIODIC).stream()
                .filter(attribute -> attribute.isTrigger() && attributes.get(attribute) != null)
                .toList();
        if (triggers.isEmpty()) {
            throw invalid(
                    "says neither fixedRate nor fixedDelay nor cron, so that it would never run",
                    "Give one of them in the annotation, or as tasky.tasks." + task
                            + ".fixed-rate, fixed-delay or cron.");
        }
        if (triggers.size() > 1) {
            throw invalid(
                    "says "
                            + triggers.stream().map(TaskAttribute::name).collect(Collectors.joining(" and "))
                            + ", of which only one can hold",
                    "Keep one of them.");
        }
        if (Duration.ZERO.equals(attributes.get(TaskAttribute.FIXED_RATE))) {
            throw invalid(
                    "has a fixedRate of zero",
                    "Give a duration of more than zero; fixedDelay = 0s runs without pause.");
        }
    }

    private void checkRefinements() {
        if (attributes.get(TaskAttribute.CRON) != null) {
            if (attributes.get(TaskAttribute.INITIAL_DELAY) != null) {
                throw invalid(
                        "says cron and initialDelay, which only goes with fixedRate and fixedDelay",
                        "Remove initialDelay.");
            }
        } else if (attributes.get(TaskAttribute.ZONE) != null) {
            throw invalid(
                    "says zone " + attributes.get(TaskAttribute.ZONE) + " without cron, the only one it goes with",
                    "Remove zone, or give a cron expression.");
        }
    }

    private void checkJitter() {
        Duration jitter = attributes.get(TaskAttribute.JITTER, Duration.ZERO);
        Duration rate = attributes.get(TaskAttribute.FIXED_RATE);
        if (jitter.isNegative()) {
            throw invalid(
                    "has a jitter of " + jitter + ", and it must not be negative",
                    "Give it a duration such as 1s, or none for ticks at their moments.");
        }
        if (rate != null && jitter.compareTo(rate) >= 0) {
            throw invalid(
                    "says fixedRate " + rate + " and jitter " + jitter
                            + ", so that a tick could start after the next one",
                    "Give a jitter that is shorter than the fixedRate.");
        }
    }

    private void checkPoliciesOfADelay() {
        OverlapPolicy overlap = attributes.get(TaskAttribute.OVERLAP, OverlapPolicy.SKIP);
        if (overlap != OverlapPolicy.SKIP) {
            throw invalid(
                    "says overlap " + overlap + " and fixedDelay, whose runs follow one another",
                    "Remove overlap, or give a fixedRate or a cron expression.");
        }
        if (attributes.get(TaskAttribute.CATCH_UP, false)) {
            throw invalid(
                    "says catchUp and fixedDelay, which has no more than one tick to make up for",
                    "Remove catchUp, or give a fixedRate or a cron expression.");
        }
    }

    private TaskConfigurationException invalid(String problem, String remedy) {
        return new TaskConfigurationException("Task '" + task + "' (" + origin + ") " + problem + ".", remedy);
    }
}
