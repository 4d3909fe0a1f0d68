package io.tasky.test;

import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;

class InlineTimeSourceContractTests extends TimeSourceContract {

    private final ManualTimeSource clock = new ManualTimeSource();

    private final TimeSource time = new InlineTimeSource(clock);

    @Override
    protected TimeSource time() {
        return time;
    }

    @Override
    protected void pass(Duration length) {
        clock.advance(length);
    }
}
