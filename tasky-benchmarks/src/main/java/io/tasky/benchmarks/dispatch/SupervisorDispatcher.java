package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.application.PlainApplication;
import io.tasky.benchmarks.probe.Progress;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.Blackhole;

/** Submits to the supervisor of an application. */
final class SupervisorDispatcher extends SpringDispatcher {

    private final TaskSupervisor supervisor;

    private final Callable<String> marker;

    SupervisorDispatcher(Progress progress) {
        super(PlainApplication.class, progress);
        supervisor = bean(TaskSupervisor.class);
        marker = () -> {
            progress.mark();
            return "done";
        };
    }

    @Override
    public void noop(Blackhole handles) {
        handles.consume(supervisor.submit(SupervisorDispatcher::nothing, RunOptions.DEFAULTS));
    }

    @Override
    public void marker() {
        TaskRun<String> unused = supervisor.submit(marker, RunOptions.DEFAULTS);
    }

    private static String nothing() {
        return "done";
    }
}
