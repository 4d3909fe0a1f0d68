package io.tasky.autoconfigure;

import io.tasky.task.TaskConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a task that cannot work without its stack trace, with what to do about it. Thread-safe. */
final class InvalidTaskFailureAnalyzer extends AbstractFailureAnalyzer<TaskConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TaskConfigurationException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
