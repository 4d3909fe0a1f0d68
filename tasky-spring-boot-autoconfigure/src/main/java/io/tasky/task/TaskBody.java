package io.tasky.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The code of a task. Implementations are thread-safe: runs may call them at the same time. */
@FunctionalInterface
public interface TaskBody {

    /**
     * Does the work of one attempt.
     *
     * @param payload what this run is about: null for a tick, a {@link TimerFiring} or null for a timer, the item for a
     *     queue, the call for a background task
     * @return the result, or null
     * @throws Throwable whatever the work throws
     */
    @Nullable
    Object call(@Nullable Object payload) throws Throwable;

    /**
     * The arguments inside a payload.
     *
     * @param payload what {@link #call} gets
     * @return the arguments, by default the payload itself, if there is one
     */
    default List<@Nullable Object> arguments(@Nullable Object payload) {
        return payload == null ? List.of() : List.of(payload);
    }

    /**
     * Whether it cannot do its work without a payload, so that nobody can trigger it.
     *
     * @return false by default
     */
    default boolean needsPayload() {
        return false;
    }

    /**
     * Whether runs have a key: while a run with that key waits or goes on, no other one begins.
     *
     * @return false by default
     */
    default boolean hasUniqueKey() {
        return false;
    }

    /**
     * The key of a run, if runs have one. Called without any lock, on the thread of the caller.
     *
     * @param payload what {@link #call} gets
     * @return the key, which has a fitting {@code equals}; null is refused
     */
    default @Nullable Object uniqueKey(@Nullable Object payload) {
        return null;
    }

    /**
     * What the keys of a timer with keys are.
     *
     * @return their type; by default anything
     */
    default Class<?> timerKeyType() {
        return Object.class;
    }

    /**
     * How the items of a queue are ordered and held apart.
     *
     * @return by default nothing: items are handled in the order they came
     */
    default ItemRules itemRules() {
        return ItemRules.NONE;
    }

    /**
     * This code with rules for the items that it handles.
     *
     * @param rules the rules
     * @return a new body
     */
    default TaskBody with(ItemRules rules) {
        TaskBody body = this;
        return new TaskBody() {
            @Override
            public @Nullable Object call(@Nullable Object payload) throws Throwable {
                return body.call(payload);
            }

            @Override
            public List<@Nullable Object> arguments(@Nullable Object payload) {
                return body.arguments(payload);
            }

            @Override
            public ItemRules itemRules() {
                return rules;
            }
        };
    }
}
