package io.tasky.task;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Defines a task that calls start: those of {@code supervisor.call(name, payload)}. For use by one thread. */
public final class BackgroundTaskBuilder extends CodeTaskBuilder<BackgroundTaskBuilder> {

    private @Nullable Function<@Nullable Object, ?> uniqueKey;

    BackgroundTaskBuilder(String name) {
        super(name, TaskKind.BACKGROUND);
    }

    @Override
    BackgroundTaskBuilder self() {
        return this;
    }

    /**
     * Whether it is submitted once when the supervisor starts.
     *
     * @param onStartup true if it is
     * @return this builder
     */
    public BackgroundTaskBuilder onStartup(boolean onStartup) {
        return with(TaskAttribute.ON_STARTUP, onStartup);
    }

    /**
     * Whether it is submitted once when the supervisor closes for good.
     *
     * @param onShutdown true if it is
     * @return this builder
     */
    public BackgroundTaskBuilder onShutdown(boolean onShutdown) {
        return with(TaskAttribute.ON_SHUTDOWN, onShutdown);
    }

    /**
     * Lets calls with one key share a run: while it waits or goes on, whoever calls with that key gets it.
     *
     * @param key gives the key of a payload, never null
     * @return this builder
     */
    public BackgroundTaskBuilder uniqueKey(Function<@Nullable Object, ?> key) {
        uniqueKey = key;
        return this;
    }

    @Override
    public TaskDefinition body(TaskBody body) {
        Function<@Nullable Object, ?> key = uniqueKey;
        return super.body(key == null ? body : new KeyedBody(body, key));
    }
}
