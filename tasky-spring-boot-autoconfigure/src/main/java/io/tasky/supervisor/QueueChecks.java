package io.tasky.supervisor;

import io.tasky.task.ItemRules;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses queue workers that cannot work. Without state, so thread-safe. */
final class QueueChecks {

    private final TaskDefinition definition;

    private final QueueSettings settings;

    private QueueChecks(TaskDefinition definition, QueueSettings settings) {
        this.definition = definition;
        this.settings = settings;
    }

    static void check(TaskDefinition definition, QueueSettings settings) {
        QueueChecks checks = new QueueChecks(definition, settings);
        checks.checkSizes();
        checks.checkBatch();
        checks.checkItems();
        checks.checkDeadLetter();
    }

    private void checkSizes() {
        int workers = definition.get(TaskAttribute.WORKERS, QueueCrew.DEFAULT_WORKERS);
        if (workers < 1) {
            throw invalid("has " + workers + " workers", "Give it at least 1 worker.");
        }
        if (settings.capacity() < 1 && settings.capacity() != -1) {
            throw invalid(
                    "has a queue of capacity " + settings.capacity(),
                    "Give it a capacity of at least 1, or -1 for any number of items.");
        }
    }

    private void checkBatch() {
        Integer size = definition.attributes().get(TaskAttribute.BATCH_SIZE);
        Duration timeout = definition.attributes().get(TaskAttribute.BATCH_TIMEOUT);
        if (size == null) {
            if (timeout != null) {
                throw invalid(
                        "says batchTimeout without batchSize, so that there are no batches",
                        "Give batchSize, or remove batchTimeout.");
            }
            return;
        }
        if (size < 1) {
            throw invalid("has a batchSize of " + size, "Give it a batchSize of at least 1.");
        }
        if (settings.capacity() > 0 && size > settings.capacity()) {
            throw invalid(
                    "has a batchSize of " + size + ", and its queue holds " + settings.capacity()
                            + " items, so that no batch is ever full",
                    "Lower batchSize, or raise capacity.");
        }
    }

    private void checkItems() {
        ItemRules rules = settings.rules();
        if (rules.order() != null && rules.key() != null) {
            throw invalid(
                    "says orderBy and key, and the items of one key are handled in the order they came",
                    "Keep one of them.");
        }
        if (rules.key() != null && definition.attributes().get(TaskAttribute.BATCH_SIZE) != null) {
            throw invalid(
                    "says key and batchSize, and the items of one key are handled one at a time", "Keep one of them.");
        }
        if (rules.order() != null && settings.overflow() == OverflowPolicy.DROP_OLDEST) {
            throw invalid(
                    "says orderBy and overflow DROP_OLDEST, which would drop what is to be handled first",
                    "Choose another overflow, or remove orderBy.");
        }
    }

    private void checkDeadLetter() {
        @Nullable String target = definition.attributes().get(TaskAttribute.DEAD_LETTER);
        if (settings.name().equals(target)) {
            throw invalid(
                    "names its own queue '" + target + "' as its dead letter queue",
                    "Name another queue, or none to keep dead letters with the task.");
        }
    }

    private TaskConfigurationException invalid(String problem, String remedy) {
        return new TaskConfigurationException(
                "Task '" + definition.name() + "' (" + definition.origin() + ") " + problem + ".", remedy);
    }
}
