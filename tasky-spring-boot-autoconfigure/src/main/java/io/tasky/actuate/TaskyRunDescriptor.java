package io.tasky.actuate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoints answer of runs. What is null is left out. All records are immutable.
 */
public final class TaskyRunDescriptor {

    private TaskyRunDescriptor() {}

    /**
     * A page of runs.
     *
     * @param version the version of this format
     * @param runs the runs of this page
     * @param page where this page stands
     */
    public record Runs(int version, List<Run> runs, TaskyDescriptor.PageInfo page) implements OperationResponseBody {}

    /**
     * One run.
     *
     * @param version the version of this format
     * @param changed whether the request made a difference; null if it only read
     * @param run the run
     */
    public record RunDetails(int version, @Nullable Boolean changed, Run run) implements OperationResponseBody {}

    /**
     * A run.
     *
     * @param id its id
     * @param task the name of its task
     * @param pool the pool that runs it
     * @param priority its priority
     * @param status where it stands
     * @param attempt the number of its latest attempt
     * @param queuedAt when it was accepted
     * @param startedAt when it started, or null
     * @param finishedAt when it got its outcome, or null
     * @param duration how long it took, or takes by now; null before the start
     * @param waitingFor why it does not run, or null
     * @param stopRequested whether somebody has asked it to stop
     * @param stuck whether its code goes on although it has its outcome
     * @param progress how far it says it has come, or null
     * @param exception what it failed with, or null
     * @param thread the name of the thread that its code is on, or null
     * @param location where its code is, or null; null in lists
     */
    public record Run(
            String id,
            String task,
            String pool,
            String priority,
            String status,
            int attempt,
            String queuedAt,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            @Nullable String duration,
            TaskyDescriptor.@Nullable Reason waitingFor,
            boolean stopRequested,
            boolean stuck,
            @Nullable Progress progress,
            @Nullable Failure exception,
            @Nullable String thread,
            @Nullable Location location) {}

    /**
     * Where the code of a run is.
     *
     * @param thread the name of its thread
     * @param state what the thread does
     * @param waitsFor the class of the lock that it waits for, or null
     * @param heldBy the name of the thread that has that lock, or null
     * @param stack its calls, a line for each, masked unless values are shown
     */
    public record Location(
            String thread,
            String state,
            @Nullable String waitsFor,
            @Nullable String heldBy,
            @Nullable String stack) {}

    /**
     * How far a run says it has come.
     *
     * @param fraction from 0 to 1
     * @param text what it is at, masked unless values are shown; null if it did not say
     * @param at when it said so
     */
    public record Progress(double fraction, @Nullable String text, String at) {}

    /**
     * What a run failed with.
     *
     * @param type the class of the exception
     * @param message its message, masked unless values are shown; null if it has none
     * @param stack where it comes from, masked unless values are shown; null in lists
     */
    public record Failure(
            String type, @Nullable String message, @Nullable String stack) {}

    /**
     * An item whose run failed for good.
     *
     * @param run the id of the run
     * @param attempts how many attempts there were
     * @param at when it failed
     * @param item the item in words, masked unless values are shown
     * @param exception what the last attempt failed with, or null
     */
    public record Letter(
            String run,
            int attempts,
            String at,
            @Nullable String item,
            @Nullable Failure exception) {}
}
