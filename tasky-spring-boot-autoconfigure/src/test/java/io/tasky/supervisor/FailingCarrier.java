package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Fails when it is asked for the first time, and carries nothing. */
final class FailingCarrier implements RunContextCarrier {

    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    public @Nullable Captured capture() {
        return null;
    }

    @Override
    public @Nullable Captured unsubmitted() {
        if (failed.compareAndSet(false, true)) {
            throw new IllegalStateException("no context");
        }
        return null;
    }
}
