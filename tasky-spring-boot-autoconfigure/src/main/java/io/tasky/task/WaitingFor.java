package io.tasky.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a task or a run does not start now: a code and its figures, recorded where the refusal happened. Immutable.
 *
 * @param reason the code
 * @param used how much of what is scarce is in use, 0 where nothing is counted
 * @param limit how much of it there is, 0 where nothing is counted
 * @param until when the reason ends by itself, or null if it does not or nobody knows
 * @param where the name of what refused, such as a pool or a queue, or null
 * @param priority the priority for which it refused, or null where that makes no difference
 */
public record WaitingFor(
        Reason reason,
        int used,
        int limit,
        @Nullable Instant until,
        @Nullable String where,
        @Nullable TaskPriority priority) {

    /** Why. Immutable. */
    public enum Reason {
        /** The supervisor has not started, is quiet, or has stopped. */
        SUPERVISOR,
        /** The task is disabled. */
        DISABLED,
        /** The task is paused. */
        PAUSED,
        /** The task came to its own end. */
        ENDED,
        /** The next tick or the end of the delay is yet to come. */
        NOT_DUE,
        /** The timer is not armed. */
        NOT_ARMED,
        /** No slot of the pool is free for this priority. */
        NO_SLOT,
        /** The line of this priority is full; the source holds back. */
        POOL_FULL,
        /** As many runs of the task go on as its {@code maxConcurrent} allows. */
        MAX_CONCURRENT,
        /** As many runs of the task have started as its {@code rateLimit} allows. */
        RATE_LIMIT,
        /** It is to follow the run that goes on. */
        RUN_BEFORE,
        /** The queue has no item. */
        QUEUE_EMPTY,
        /** All workers are busy. */
        WORKERS_BUSY,
        /** There are items, and not enough for a batch. */
        BATCH_NOT_FULL,
        /** The queue's backend does not say whether there are items. */
        BACKEND,
        /** The next attempt is yet to come. */
        BACKING_OFF,
        /** The transaction that it was submitted in has not committed yet. */
        COMMIT,
        /** Nobody has called it. */
        NOT_CALLED
    }

    /**
     * A reason that is the same for all priorities.
     *
     * @param reason the code
     * @param used how much of what is scarce is in use, 0 where nothing is counted
     * @param limit how much of it there is, 0 where nothing is counted
     * @param until when the reason ends by itself, or null if it does not or nobody knows
     * @param where the name of what refused, such as a pool or a queue, or null
     */
    public WaitingFor(Reason reason, int used, int limit, @Nullable Instant until, @Nullable String where) {
        this(reason, used, limit, until, where, null);
    }

    /**
     * No slot of a pool is free for a priority.
     *
     * @param taken how many slots are taken, by whatever priority
     * @param limit how many that priority may use
     * @param priority the priority
     * @param pool the name of the pool
     * @return the reason
     */
    public static WaitingFor noSlot(int taken, int limit, TaskPriority priority, String pool) {
        return new WaitingFor(Reason.NO_SLOT, taken, limit, null, pool, priority);
    }

    /**
     * A reason without figures.
     *
     * @param reason the code
     * @return the reason
     */
    public static WaitingFor of(Reason reason) {
        return new WaitingFor(reason, 0, 0, null, null);
    }

    /**
     * The supervisor is the reason.
     *
     * @param state where it stands, in words
     * @return the reason
     */
    public static WaitingFor supervisor(String state) {
        return new WaitingFor(Reason.SUPERVISOR, 0, 0, null, state);
    }

    /**
     * A reason that ends at a moment.
     *
     * @param reason the code
     * @param until when it ends
     * @return the reason
     */
    public static WaitingFor until(Reason reason, Instant until) {
        return new WaitingFor(reason, 0, 0, until, null);
    }

    /**
     * The reason in words.
     *
     * @return a short text, in lower case
     */
    public String text() {
        return switch (reason) {
            case SUPERVISOR -> "supervisor is " + where;
            case DISABLED -> "disabled";
            case PAUSED -> "paused";
            case ENDED -> "ended by itself";
            case NOT_DUE -> "not due until " + until;
            case NOT_ARMED -> "not armed: nothing has reset the timer";
            case NO_SLOT -> "no slot (pool " + where + ": " + slots() + ")";
            case POOL_FULL -> "line full (pool " + where + ": " + used + " of " + limit + " waiting)";
            case MAX_CONCURRENT -> "maxConcurrent " + used + " of " + limit;
            case RATE_LIMIT -> until == null ? "rate limit" : "rate limit until " + until;
            case RUN_BEFORE -> "waits for the end of the run before";
            case QUEUE_EMPTY -> "queue empty";
            case WORKERS_BUSY -> "workers busy: " + used + " of " + limit;
            case BATCH_NOT_FULL ->
                "batch of queue " + where + " not full until " + until + ": " + used + " of " + limit;
            case BACKEND -> "backend of queue " + where + " does not answer";
            case BACKING_OFF -> "backing off until " + until + " (attempt " + used + ")";
            case COMMIT -> "held for a commit";
            case NOT_CALLED -> "not called";
        };
    }

    /** Higher priorities may have taken more slots than this one may use, and a pool may have any number. */
    private String slots() {
        String whose = priority == null ? "" : priority + " ";
        if (limit == Integer.MAX_VALUE) {
            return used + " slots taken, without limit";
        }
        return used > limit
                ? used + " slots taken, " + whose + "may use " + limit
                : used + " of " + limit + " " + whose + "slots taken";
    }
}
