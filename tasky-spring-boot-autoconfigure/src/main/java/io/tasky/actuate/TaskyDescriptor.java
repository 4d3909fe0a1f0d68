package io.tasky.actuate;

import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code tasks} endpoint answers. Times and durations are ISO-8601 texts, so that no setting of a JSON mapper
 * changes them. All records are immutable.
 */
public final class TaskyDescriptor {

    /** The version of these answers; it grows when a field goes or changes its meaning, not when one is added. */
    public static final int FORMAT_VERSION = 1;

    private TaskyDescriptor() {}

    /**
     * The supervisor, its pools and a page of its tasks.
     *
     * @param version the version of this format
     * @param supervisor the supervisor
     * @param pools all pools, by name
     * @param tasks the tasks of this page, by name
     * @param page where this page stands
     */
    public record Tasks(int version, Supervisor supervisor, Map<String, Pool> pools, List<Task> tasks, PageInfo page) {}

    /**
     * One task with its runs.
     *
     * @param version the version of this format
     * @param task the task
     * @param origin where it was declared
     * @param liveRuns its runs that wait or run, the oldest first
     * @param latestRuns its runs that ended, the latest first
     */
    public record TaskDetails(int version, Task task, String origin, List<Run> liveRuns, List<Run> latestRuns) {}

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
            TaskCounts counts,
            @Nullable QueueSnapshot queue) {}

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
     * A run.
     *
     * @param id its id
     * @param status where it stands
     * @param attempt the number of its latest attempt
     * @param queuedAt when it was accepted
     * @param startedAt when it started, or null
     * @param finishedAt when it got its outcome, or null
     * @param duration how long it took, or takes by now; null before the start
     * @param waitingFor why it does not run, or null
     * @param exception what it failed with, or null
     */
    public record Run(
            String id,
            String status,
            int attempt,
            String queuedAt,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            @Nullable String duration,
            @Nullable Reason waitingFor,
            @Nullable Failure exception) {}

    /**
     * Why something does not run.
     *
     * @param code the reason, for programs
     * @param text the reason, for people
     */
    public record Reason(String code, String text) {}

    /**
     * What a run failed with.
     *
     * @param type the class of the exception
     * @param message its message, masked unless values are shown; null if it has none
     */
    public record Failure(String type, @Nullable String message) {}

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
    public record Problem(String error) {}
}
