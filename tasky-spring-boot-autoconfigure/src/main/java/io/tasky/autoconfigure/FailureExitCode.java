package io.tasky.autoconfigure;

import io.tasky.spi.TaskListener;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import org.springframework.boot.ExitCodeGenerator;

/** The exit code of an application that ends by itself: 1 as soon as a run has failed for good. Thread-safe. */
final class FailureExitCode implements TaskListener, ExitCodeGenerator {

    private volatile boolean failed;

    @Override
    public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
        RunStatus status = run.status();
        if (status == RunStatus.FAILED || status == RunStatus.TIMED_OUT) {
            failed = true;
        }
    }

    @Override
    public int getExitCode() {
        return failed ? 1 : 0;
    }
}
