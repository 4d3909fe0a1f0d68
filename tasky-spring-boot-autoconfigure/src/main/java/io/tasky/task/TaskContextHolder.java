package io.tasky.task;

import org.jspecify.annotations.Nullable;

/** Binds a run's context to the thread that executes it. For the engine; applications call {@link TaskContext#current()}. */
public final class TaskContextHolder {

    /** The place is kept for as long as the thread lives: looking it up is most of what binding costs. */
    private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

    private static final class Place {

        private @Nullable TaskContext context;
    }

    private TaskContextHolder() {}

    /**
     * The context bound to this thread.
     *
     * @return the context, or null
     */
    public static @Nullable TaskContext get() {
        Place place = PLACE.get();
        return place == null ? null : place.context;
    }

    /**
     * Binds a context to this thread.
     *
     * @param context the context, or null to bind none
     * @return what was bound before, to be bound again afterwards
     */
    public static @Nullable TaskContext set(@Nullable TaskContext context) {
        Place place = PLACE.get();
        if (place == null) {
            place = new Place();
            PLACE.set(place);
        }
        TaskContext before = place.context;
        place.context = context;
        return before;
    }
}
