package io.tasky.actuate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the endpoints answer of the work of tasks: runs that were counted, and queues. All records are immutable. */
public final class TaskyWorkDescriptor {

    private TaskyWorkDescriptor() {}

    /**
     * How many runs of a task there were since the application started. The last three, which most tasks never have, are left
     * out while they are 0.
     *
     * @param waiting accepted and not started
     * @param running started and not ended
     * @param succeeded ended normally
     * @param failed ended with an exception
     * @param cancelled cancelled or interrupted
     * @param timedOut took too long
     * @param rejected refused by a full pool, or discarded from its line; null for 0
     * @param skipped ticks that started no run; null for 0
     * @param retries attempts after the first of a run; null for 0
     */
    public record Counts(
            long waiting,
            long running,
            long succeeded,
            long failed,
            long cancelled,
            long timedOut,
            @Nullable Long rejected,
            @Nullable Long skipped,
            @Nullable Long retries) {}

    /**
     * A queue.
     *
     * @param name its name; null where that is the name of the task that it stands in front of
     * @param size how many items wait
     * @param capacity how many it holds, -1 for any number
     * @param workers how many items may be handled at the same time; null if no task works on it
     * @param busyWorkers how many are being handled; null if no task works on it
     * @param closed true if it takes no more items; null if it does
     * @param dropped how many items were dropped because it, or a list of dead letters, was full; null for 0
     * @param requeued how many items were put back at the end by the code that handled them; null for 0
     * @param deadLetters how many dead letters are kept; null if no task works on it
     */
    public record Queue(
            @Nullable String name,
            int size,
            int capacity,
            @Nullable Integer workers,
            @Nullable Integer busyWorkers,
            @Nullable Boolean closed,
            @Nullable Long dropped,
            @Nullable Long requeued,
            @Nullable Integer deadLetters) {}

    /**
     * The queues that no task works on.
     *
     * @param total how many there are
     * @param items those of them with the most items, the longest first
     */
    public record Queues(int total, List<Queue> items) {}
}
