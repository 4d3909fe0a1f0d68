package io.tasky.task;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Code whose runs have a key. As thread-safe as its parts.
 *
 * @param body the code
 * @param key gives the key of a payload
 */
record KeyedBody(TaskBody body, Function<@Nullable Object, ?> key) implements TaskBody {

    @Override
    public @Nullable Object call(@Nullable Object payload) throws Throwable {
        return body.call(payload);
    }

    @Override
    public List<@Nullable Object> arguments(@Nullable Object payload) {
        return body.arguments(payload);
    }

    @Override
    public boolean needsPayload() {
        return body.needsPayload();
    }

    @Override
    public boolean hasUniqueKey() {
        return true;
    }

    @Override
    public @Nullable Object uniqueKey(@Nullable Object payload) {
        return key.apply(payload);
    }
}
