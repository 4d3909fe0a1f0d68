package io.tasky.process;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that go on, of all supervisors in this virtual machine. Thread-safe. */
final class Processes {

    private static final Map<ProcessStage, RunningProcess> RUNNING = new ConcurrentHashMap<>();

    private Processes() {}

    static void add(ProcessStage stage, RunningProcess process) {
        RUNNING.put(stage, process);
    }

    static void remove(ProcessStage stage) {
        RUNNING.remove(stage);
    }

    static List<RunningProcess> all() {
        return RUNNING.values().stream()
                .sorted(Comparator.comparingLong(RunningProcess::pid))
                .toList();
    }
}
