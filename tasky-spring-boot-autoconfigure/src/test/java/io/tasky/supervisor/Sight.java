package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a supervisor does, for the messages of tests. Without state, so thread-safe. */
final class Sight {

    private static final int MOST_RUNS = 20;

    private Sight() {}

    static String of(TaskSupervisor supervisor) {
        return Stream.of(
                        Stream.of("The supervisor is " + supervisor.state()),
                        supervisor.pools().stream().map(TaskPool::snapshot),
                        supervisor.tasks().stream(),
                        supervisor.runs(0, MOST_RUNS).items().stream())
                .flatMap(part -> part)
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
