package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunPayload;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is: of which task, with what payload, since when; and what its code and others read of that. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class RunIdentity<T extends @Nullable Object> extends RunEnd<T> implements TaskContext {

    private final ManagedTask owner;

    private final @Nullable Object payload;

    private final @Nullable Captured context;

    private final long number;

    private final long queued;

    /** The run counts as accepted by its task from here on. */
    RunIdentity(
            ManagedTask owner,
            TaskPriority priority,
            @Nullable Object payload,
            long queued,
            @Nullable Captured context) {
        super(priority);
        this.owner = owner;
        this.payload = payload;
        this.queued = queued;
        this.context = context;
        this.number = owner.log().accepted();
    }

    abstract DefaultTaskRun<T> self();

    final ManagedTask owner() {
        return owner;
    }

    final @Nullable Object rawPayload() {
        return payload;
    }

    final @Nullable Captured context() {
        return context;
    }

    final long number() {
        return number;
    }

    final long queuedNanos() {
        return queued;
    }

    /** The name that the submitter gave to this run alone, or null. */
    final @Nullable String ownName() {
        return payload instanceof AdHocCall call ? call.options().name() : null;
    }

    @Override
    public final String id() {
        return owner.engine().ids().text(number);
    }

    @Override
    public final String runId() {
        return id();
    }

    @Override
    public final String task() {
        String own = ownName();
        return own != null ? own : owner.name();
    }

    @Override
    public final RunPayload payload() {
        return new RunPayload(task(), owner.definition().version(), owner.arguments(self()));
    }

    @Override
    public final Instant queuedAt() {
        return owner.engine().time().toInstant(queued);
    }

    @Override
    public final @Nullable Instant startedAt() {
        return attempt() == 0 ? null : owner.engine().time().toInstant(startedNanos());
    }

    @Override
    public final @Nullable Instant finishedAt() {
        return isDone() ? owner.engine().time().toInstant(finishedNanos()) : null;
    }

    @Override
    public final @Nullable Instant scheduledTime() {
        return payload instanceof Tick tick ? tick.instant(owner.engine().time()) : null;
    }

    @Override
    public final String idempotencyKey() {
        Instant scheduled = scheduledTime();
        // Many keys may be due at one moment.
        return scheduled == null || TimerTick.isKeyed(payload) ? id() : owner.name() + "@" + scheduled;
    }

    @Override
    public final Map<String, String> config() {
        return owner.definition().params();
    }
}
