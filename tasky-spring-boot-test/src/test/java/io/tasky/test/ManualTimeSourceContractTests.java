package io.tasky.test;

import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;

class ManualTimeSourceContractTests extends TimeSourceContract {

    private final ManualTimeSource clock = new ManualTimeSource();

    @Override
    protected TimeSource time() {
        return clock;
    }

    @Override
    protected void pass(Duration length) {
        clock.advance(length);
    }
}
