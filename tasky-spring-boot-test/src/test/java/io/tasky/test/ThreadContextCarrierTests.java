package io.tasky.test;

import io.tasky.spi.RunContextCarrier;
import io.tasky.spring.RunContextCarriers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What is bound to a thread, where context propagation is on the class path. */
class ThreadContextCarrierTests extends RunContextCarrierContract {

    @Override
    protected RunContextCarrier create() {
        return RunContextCarriers.create(List::of, null);
    }

    @Override
    protected void bind(String value) {
        MDC.put("bound", value);
    }

    @Override
    protected @Nullable String bound() {
        return MDC.get("bound");
    }

    @Override
    protected void unbind() {
        MDC.remove("bound");
    }
}
