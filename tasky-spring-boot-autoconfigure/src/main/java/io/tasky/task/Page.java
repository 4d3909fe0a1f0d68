package io.tasky.task;

import java.util.List;

/**
 * A part of a long list. Immutable.
 *
 * @param <T> the type of the items
 * @param items the items of this page
 * @param offset how many items stand before it
 * @param total how many items there are in all
 */
public record Page<T>(List<T> items, int offset, int total) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of a whole list.
     *
     * @param <T> the type of the items
     * @param all the whole list
     * @param offset how many items to leave out, 0 or more
     * @param limit how many items to take at most, 0 or more
     * @return the page
     */
    public static <T> Page<T> of(List<T> all, int offset, int limit) {
        int from = Math.min(Math.max(offset, 0), all.size());
        int to = (int) Math.min((long) from + Math.max(limit, 0), all.size());
        return new Page<>(all.subList(from, to), from, all.size());
    }
}
