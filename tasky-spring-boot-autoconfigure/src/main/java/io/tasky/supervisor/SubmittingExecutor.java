package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool and a priority as an executor. Immutable. */
record SubmittingExecutor(TaskSubmitter submitter, RunOptions options) implements Executor {

    private static final Logger logger = LoggerFactory.getLogger(SubmittingExecutor.class);

    @Override
    public void execute(Runnable work) {
        TaskRun<?> run = submitter.submit(work, options);
        logger.debug("Executes {}", run);
    }
}
