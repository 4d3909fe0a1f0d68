package io.tasky.docs;

import io.micrometer.common.KeyValues;
import io.tasky.observation.DefaultTaskObservationConvention;
import io.tasky.observation.TaskObservationContext;
import org.springframework.stereotype.Component;

@Component
class TeamConvention extends DefaultTaskObservationConvention {

    @Override
    public KeyValues getLowCardinalityKeyValues(TaskObservationContext context) {
        return super.getLowCardinalityKeyValues(context).and("team", "shipping");
    }
}
