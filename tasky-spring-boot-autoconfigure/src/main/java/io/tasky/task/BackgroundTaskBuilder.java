package io.tasky.task;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Defines a task that calls start: those of {@code supervisor.call(name, payload)}. For use by one thread. */
public final class BackgroundTaskBuilder extends TaskBuilder<BackgroundTaskBuilder> {

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

    /**
     * Ends the definition with code that needs no payload.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition run(Runnable code) {
        return body(payload -> {
            code.run();
            return null;
        });
    }

    /**
     * Ends the definition with code that needs no payload, and has a result or throws a checked exception.
     *
     * @param code the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition call(Callable<?> code) {
        return body(payload -> code.call());
    }

    @Override
    public TaskDefinition body(TaskBody body) {
        Function<@Nullable Object, ?> key = uniqueKey;
        return super.body(key == null ? body : new KeyedBody(body, key));
    }
}
