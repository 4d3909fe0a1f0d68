package io.tasky.supervisor;

import io.tasky.task.DeadLetter;
import java.util.List;
import java.util.function.Predicate;

/** The dead letters of all tasks that work on a queue. Thread-safe; it has no lock of its own. */
final class QueueLetters {

    private final QueueTasks tasks;

    QueueLetters(QueueTasks tasks) {
        this.tasks = tasks;
    }

    List<DeadLetter<Object>> all() {
        return tasks.all().stream()
                .flatMap(loop -> loop.deadLetters().all().stream())
                .toList();
    }

    /** Hands out those that are there, of each task until one is not taken; answers how many were. */
    int replay(Predicate<Object> taker) {
        int replayed = 0;
        for (QueueLoop loop : tasks.all()) {
            replayed += loop.deadLetters().replay(taker);
        }
        return replayed;
    }
}
