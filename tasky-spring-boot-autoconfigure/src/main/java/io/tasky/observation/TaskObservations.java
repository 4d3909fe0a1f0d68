package io.tasky.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tasky.observation.TaskObservationDocumentation.Events;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Observes runs, one observation each: from the start of the first attempt to the outcome, the pauses between attempts and the
 * time of a stage that the method returned included. It is a child of what the submitter's context brings, and current while
 * the code of an attempt runs. A run that never starts is not observed. To be the outermost interceptor. Thread-safe.
 */
public class TaskObservations implements TaskInterceptor, TaskListener {

    private static final TaskObservationConvention DEFAULT = new DefaultTaskObservationConvention();

    private final ObservationRegistry registry;

    private final @Nullable TaskObservationConvention convention;

    /** By the runs that have started and have no outcome; a run and what its code sees of it are one object. */
    private final Map<Object, RunObservation> going = new ConcurrentHashMap<>();

    /**
     * Creates the observations.
     *
     * @param registry where they are started
     * @param convention names them, or null for the default
     */
    public TaskObservations(ObservationRegistry registry, @Nullable TaskObservationConvention convention) {
        this.registry = registry;
        this.convention = convention;
    }

    @Override
    public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
        going.put(run, new RunObservation(run));
        if (run.isDone()) {
            // Its end may have been told before.
            going.remove(run);
        }
    }

    @Override
    public @Nullable Object intercept(TaskContext context, TaskFacts facts, Attempt attempt) throws Throwable {
        RunObservation run = going.get(context);
        Observation observation = run == null ? null : run.enter(() -> start(run.run(), facts));
        if (run == null || observation == null) {
            return attempt.proceed();
        }
        try {
            return bound(observation, attempt);
        } finally {
            run.left(observation);
        }
    }

    private static @Nullable Object bound(Observation observation, Attempt attempt) throws Throwable {
        Observation.Scope scope = observation.openScope();
        try {
            return attempt.proceed();
        } finally {
            scope.close();
        }
    }

    private Observation start(TaskRun<?> run, TaskFacts facts) {
        return TaskObservationDocumentation.EXECUTION.start(
                convention, DEFAULT, () -> new TaskObservationContext(run, facts), registry);
    }

    @Override
    public void onRetry(TaskRun<?> run, TaskFacts facts, Throwable failure, Duration delay) {
        RunObservation observed = going.get(run);
        if (observed != null) {
            observed.event(Events.RETRY.format(run.attempt(), failure.getClass().getName(), delay));
        }
    }

    @Override
    public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
        RunObservation observed = going.remove(run);
        if (observed != null) {
            observed.over();
        }
    }
}
