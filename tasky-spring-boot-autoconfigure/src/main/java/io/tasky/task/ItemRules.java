package io.tasky.task;

import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a queue are ordered and held apart. Immutable; what it holds is called from many threads at once.
 *
 * @param order which item goes first, or null for the order in which they came; those that are equal keep that order
 * @param key what holds items apart: those of an equal key are handled in their order, one at a time. It answers null for an
 *     item that belongs to no other. Null if there are no keys
 */
public record ItemRules(
        @Nullable Comparator<Object> order, @Nullable Function<Object, @Nullable Object> key) {

    /** No order but that in which items came, and no keys. */
    public static final ItemRules NONE = new ItemRules(null, null);
}
