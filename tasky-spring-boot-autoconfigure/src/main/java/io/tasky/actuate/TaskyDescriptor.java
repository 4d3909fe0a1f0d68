package io.tasky.actuate;

import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoints answer of tasks and pools. Times and durations are ISO-8601 texts, so that no setting of a JSON mapper
 * changes them: times in whole milliseconds, durations too, and in microseconds below a second. What is null is left out. All
 * records are immutable.
 */
public final class TaskyDescriptor {

    /** The version of these answers; it grows when a field goes or changes its meaning, not when one is added. */
    public static final int FORMAT_VERSION = 1;

    private TaskyDescriptor() {}

    /**
     * The supervisor, its pools, a page of its tasks, and the queues that none of them works on.
     *
     * @param version the version of this format
     * @param supervisor the supervisor
     * @param pools all pools, by name
     * @param tasks the tasks of this page, by name
     * @param queues the queues that no task works on; none where tasks in some pool or state are asked for, or of another kind
     * @param page where this page stands
     */
    public record Tasks(
            int version,
            Supervisor supervisor,
            Map<String, Pool> pools,
            List<Task> tasks,
            TaskyWorkDescriptor.Queues queues,
            PageInfo page)
            implements OperationResponseBody {}

    /**
     * One task with its runs.
     *
     * @param version the version of this format
     * @param task the task
     * @param origin where it was declared
     * @param liveRuns its runs that wait or run, the oldest first
     * @param latestRuns its runs that ended, the latest first
     * @param deadLetters its items whose runs failed for good, the latest first; null if it works on no queue
     */
    public record TaskDetails(
            int version,
            Task task,
            String origin,
            List<TaskyRunDescriptor.Run> liveRuns,
            List<TaskyRunDescriptor.Run> latestRuns,
            @Nullable List<TaskyRunDescriptor.Letter> deadLetters)
            implements OperationResponseBody {}

    /**
     * What became of an action on a task.
     *
     * @param version the version of this format
     * @param action what was done
     * @param changed whether that made a difference
     * @param run the id of the run that was triggered, or null
     * @param replayed how many dead letters were put back into the queue, or null
     * @param left how many were not, because there is no room for them or they cannot be put back; or null
     * @param task the task afterwards
     */
    public record Action(
            int version,
            String action,
            boolean changed,
            @Nullable String run,
            @Nullable Integer replayed,
            @Nullable Integer left,
            Task task)
            implements OperationResponseBody {}

    /**
     * All pools.
     *
     * @param version the version of this format
     * @param pools the pools, by name
     */
    public record Pools(int version, Map<String, Pool> pools) implements OperationResponseBody {}

    /**
     * One pool.
     *
     * @param version the version of this format
     * @param name its name
     * @param changed whether the request made a difference; null if it only read
     * @param pool the pool
     */
    public record PoolDetails(
            int version, String name, @Nullable Boolean changed, Pool pool) implements OperationResponseBody {}

    /**
     * The supervisor.
     *
     * @param state where it stands
     * @param uptime how long it has been running
     * @param tasks how many tasks it has, whatever the filter
     */
    public record Supervisor(String state, String uptime, int tasks) {}

    /**
     * A pool.
     *
     * @param size the slots that every priority may use; -1 for any number
     * @param reserveNormal the slots beyond those for NORMAL and HIGH
     * @param reserveHigh the slots beyond those for HIGH
     * @param running how many slots are taken
     * @param critical how many CRITICAL runs go on beside them
     * @param waiting how many runs of each priority wait for a slot
     * @param maxWaiting how many runs of one priority may wait
     * @param onFull what becomes of a submitted run whose line is full
     * @param onFullTimeout how long submitters wait for room at most, or null if they do not
     * @param aging after how long a waiting run rises by a priority, or null for never
     * @param blocked how many callers wait for room in a full line: their runs are not accepted yet, and in no list
     * @param threads how many threads there are, idle ones included
     * @param rejected how many runs were refused
     */
    public record Pool(
            int size,
            int reserveNormal,
            int reserveHigh,
            int running,
            int critical,
            Map<TaskPriority, Integer> waiting,
            int maxWaiting,
            String onFull,
            @Nullable String onFullTimeout,
            @Nullable String aging,
            int blocked,
            int threads,
            long rejected) {}

    /**
     * A task.
     *
     * @param version grows with every change of the task
     * @param name its name
     * @param kind what makes it run
     * @param pool the pool that runs it
     * @param priority the priority of its runs
     * @param state where it stands
     * @param schedule its schedule in words, or null
     * @param nextRun when it is due next, or null
     * @param waitingFor why it does not run, or null if it does
     * @param lastRun the run that ended last, or null
     * @param counts how many runs there were
     * @param queue the queue in front of it, or null
     * @param timer its timer, or those of its keys, or null
     * @param canBeTriggered false for a background task that does nothing without arguments; null for all others
     * @param latest its runs that ended last, the latest first; null unless asked for
     */
    public record Task(
            long version,
            String name,
            String kind,
            String pool,
            String priority,
            String state,
            @Nullable String schedule,
            @Nullable String nextRun,
            @Nullable Reason waitingFor,
            @Nullable LastRun lastRun,
            TaskyWorkDescriptor.Counts counts,
            TaskyWorkDescriptor.@Nullable Queue queue,
            @Nullable Timer timer,
            @Nullable Boolean canBeTriggered,
            @Nullable List<Ended> latest) {

        /** The same task with its latest runs. */
        Task with(@Nullable List<Ended> runs) {
            return new Task(
                    version,
                    name,
                    kind,
                    pool,
                    priority,
                    state,
                    schedule,
                    nextRun,
                    waitingFor,
                    lastRun,
                    counts,
                    queue,
                    timer,
                    canBeTriggered,
                    runs);
        }
    }

    /**
     * How a run of a task ended.
     *
     * @param outcome how it ended
     * @param duration how long it took, or null if it never started
     */
    public record Ended(String outcome, @Nullable String duration) {}

    /**
     * The timer of a task, or those of its keys.
     *
     * @param keyed true if there is one for each key, or null
     * @param pending how many are to fire
     * @param nextDue when the first of them is due, or null if none is, or if that is when the task is due
     */
    public record Timer(
            @Nullable Boolean keyed, long pending, @Nullable String nextDue) {}

    /**
     * The run of a task that ended last.
     *
     * @param id its id
     * @param startedAt when it started, or null if it never did
     * @param duration how long it took, or null if it never started
     * @param outcome how it ended
     */
    public record LastRun(
            String id, @Nullable String startedAt, @Nullable String duration, String outcome) {}

    /**
     * Why something does not run.
     *
     * @param code the reason, for programs
     * @param text the reason, for people
     */
    public record Reason(String code, String text) {}

    /**
     * Where a page stands.
     *
     * @param offset how many tasks stand before it
     * @param limit how many tasks it may have
     * @param total how many tasks match the filter
     */
    public record PageInfo(int offset, int limit, int total) {}

    /**
     * Why a request was refused.
     *
     * @param error what is wrong, and what is possible
     */
    public record Problem(String error) implements OperationResponseBody {}
}
