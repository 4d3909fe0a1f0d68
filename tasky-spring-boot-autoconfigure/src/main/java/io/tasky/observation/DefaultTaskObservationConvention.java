package io.tasky.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.tasky.observation.TaskObservationDocumentation.HighCardinality;
import io.tasky.observation.TaskObservationDocumentation.LowCardinality;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;

/** What observations of runs are called and tell unless the application says otherwise. Without state, so thread-safe. */
public class DefaultTaskObservationConvention implements TaskObservationConvention {

    /** The name of the observations. It is not that of the meter of runs, which is recorded without them. */
    public static final String NAME = "tasky.execution";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getContextualName(TaskObservationContext context) {
        return "task " + context.getFacts().template();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(TaskObservationContext context) {
        TaskFacts facts = context.getFacts();
        RunStatus status = context.getRun().status();
        return KeyValues.of(
                LowCardinality.TASK.withValue(facts.template()),
                LowCardinality.KIND.withValue(facts.kind().name()),
                LowCardinality.POOL.withValue(facts.pool()),
                LowCardinality.PRIORITY.withValue(facts.priority().name()),
                LowCardinality.OUTCOME.withValue(status.isFinal() ? status.name() : KeyValue.NONE_VALUE));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(TaskObservationContext context) {
        TaskRun<?> run = context.getRun();
        return KeyValues.of(
                HighCardinality.RUN_ID.withValue(run.id()),
                HighCardinality.RUN_NAME.withValue(run.task()),
                HighCardinality.ATTEMPTS.withValue(String.valueOf(run.attempt())));
    }
}
