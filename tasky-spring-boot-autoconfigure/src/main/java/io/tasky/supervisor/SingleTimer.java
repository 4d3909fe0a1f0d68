package io.tasky.supervisor;

import io.tasky.task.TaskTimer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A timer without keys: it refuses what takes one, whatever type a caller takes its keys for. Implementations are
 * thread-safe.
 */
interface SingleTimer extends TaskTimer<Object> {

    @Override
    default @Nullable Class<?> keyType() {
        return null;
    }

    @Override
    default void reset(@Nullable Object key) {
        throw noKeys();
    }

    @Override
    default boolean cancel(@Nullable Object key) {
        throw noKeys();
    }

    @Override
    default boolean fire(@Nullable Object key) {
        throw noKeys();
    }

    @Override
    default boolean pending(@Nullable Object key) {
        throw noKeys();
    }

    @Override
    default Duration remaining(@Nullable Object key) {
        throw noKeys();
    }

    /** Why a key is refused. */
    default IllegalStateException noKeys() {
        return new IllegalStateException("The timer '" + name() + "' has no keys. Leave the key out.");
    }
}
