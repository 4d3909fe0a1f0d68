package io.tasky.supervisor;

import io.tasky.task.RateLimit;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many runs of a task may go on at the same time, and how often they may start. A run has its place from before it
 * enters its pool until its attempt has ended, so that nobody waits in a pool for a slot that it could not use. Guarded by
 * the lock of its {@link TaskGate}.
 */
final class TaskLimits {

    private final TimeSource time;

    private final int mostAtOnce;

    private final @Nullable RateWindow rate;

    /** Those that may start, and have not yet. */
    private final Set<DefaultTaskRun<?>> entered = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<DefaultTaskRun<?>> started = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Places for runs that are being made. */
    private int tickets;

    private TaskLimits(int mostAtOnce, @Nullable RateLimit rate, TimeSource time) {
        this.time = time;
        this.mostAtOnce = mostAtOnce;
        this.rate = rate == null ? null : new RateWindow(rate, time);
    }

    /** The limits of a task, or null if it has none. */
    static @Nullable TaskLimits of(TaskDefinition definition, TimeSource time) {
        Integer most = definition.attributes().get(TaskAttribute.MAX_CONCURRENT);
        RateLimit rate = definition.attributes().get(TaskAttribute.RATE_LIMIT);
        return most == null && rate == null
                ? null
                : new TaskLimits(most == null ? Integer.MAX_VALUE : most, rate, time);
    }

    private int aboutToStart() {
        return entered.size() + tickets;
    }

    private int inUse() {
        return aboutToStart() + started.size();
    }

    /** Whether one more may enter. */
    boolean hasRoom() {
        return inUse() < mostAtOnce && (rate == null || aboutToStart() < rate.left());
    }

    void enter(DefaultTaskRun<?> run) {
        entered.add(run);
    }

    /** Keeps a place for a run that is about to be made. */
    void ticket() {
        tickets++;
    }

    /** The run was made, or none was. */
    void endTicket(@Nullable DefaultTaskRun<?> run) {
        tickets--;
        if (run != null) {
            entered.add(run);
        }
    }

    /** An attempt starts; false if it has no place and there is none. */
    boolean start(DefaultTaskRun<?> run) {
        if (!entered.remove(run) && !hasRoom()) {
            return false;
        }
        started.add(run);
        if (rate != null) {
            rate.started();
        }
        return true;
    }

    /** The run has no place any more; false if it had none. */
    boolean leave(DefaultTaskRun<?> run) {
        return entered.remove(run) || started.remove(run);
    }

    /** When there may be room without anybody leaving; {@link Long#MAX_VALUE} if never. */
    long nextRoom() {
        return inUse() < mostAtOnce && rate != null ? rate.nextAfter(aboutToStart()) : Long.MAX_VALUE;
    }

    /** Why nobody may enter, or null if somebody may. */
    @Nullable
    WaitingFor reason() {
        if (hasRoom()) {
            return null;
        }
        if (inUse() >= mostAtOnce) {
            return new WaitingFor(Reason.MAX_CONCURRENT, inUse(), mostAtOnce, null, null);
        }
        long next = nextRoom();
        return next == Long.MAX_VALUE
                ? WaitingFor.of(Reason.RATE_LIMIT)
                : WaitingFor.until(Reason.RATE_LIMIT, time.toInstant(next));
    }
}
