package io.tasky.actuate;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a request wants. Immutable.
 *
 * @param offset how many to leave out
 * @param limit how many to return at most
 */
record PageRequest(int offset, int limit) {

    static final int DEFAULT_LIMIT = 100;

    static final int MAX_LIMIT = 1000;

    /** Reads what was sent; what was not has its default. */
    static PageRequest of(@Nullable String offset, @Nullable String limit) {
        Integer left = RequestFields.number(
                "offset", offset, 0, Integer.MAX_VALUE - MAX_LIMIT, "Send how many to leave out, 0 or more.");
        Integer most = RequestFields.number(
                "limit",
                limit,
                1,
                MAX_LIMIT,
                "Send 1 to " + MAX_LIMIT + ", or leave it out for " + DEFAULT_LIMIT + ".");
        return new PageRequest(left == null ? 0 : left, most == null ? DEFAULT_LIMIT : most);
    }

    TaskyDescriptor.PageInfo info(int realOffset, int total) {
        return new TaskyDescriptor.PageInfo(realOffset, limit, total);
    }
}
