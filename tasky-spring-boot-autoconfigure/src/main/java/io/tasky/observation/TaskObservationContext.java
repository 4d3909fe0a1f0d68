package io.tasky.observation;

import io.micrometer.observation.Observation;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.TaskRun;

/** What is known of a run while it is observed. As thread-safe as what it extends. */
public class TaskObservationContext extends Observation.Context {

    private final TaskRun<?> run;

    private final TaskFacts facts;

    /**
     * Creates the context of a run.
     *
     * @param run the run
     * @param facts what is known of its task
     */
    public TaskObservationContext(TaskRun<?> run, TaskFacts facts) {
        this.run = run;
        this.facts = facts;
    }

    /**
     * The run.
     *
     * @return the run, whose status is final when the observation is stopped
     */
    public TaskRun<?> getRun() {
        return run;
    }

    /**
     * What is known of its task.
     *
     * @return the facts
     */
    public TaskFacts getFacts() {
        return facts;
    }
}
