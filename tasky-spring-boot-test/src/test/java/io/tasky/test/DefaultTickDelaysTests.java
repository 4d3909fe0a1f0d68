package io.tasky.test;

import io.tasky.spi.TickDelays;

class DefaultTickDelaysTests extends TickDelaysContract {

    private static final TickDelays DELAYS = DefaultParts.part(TickDelays.class);

    @Override
    protected TickDelays create() {
        return DELAYS;
    }
}
