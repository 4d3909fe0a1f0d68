package io.tasky.spring;

import java.util.Map;

/** The queues that an application only sends to, which no worker declares. Implementations are thread-safe. */
@FunctionalInterface
public interface QueueTypes {

    /** There are none. */
    QueueTypes NONE = Map::of;

    /**
     * The queues.
     *
     * @return the types of their items by their names
     */
    Map<String, Class<?>> types();
}
