package io.tasky.supervisor;

import io.tasky.pool.FieldHandle;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunProgress;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run and those outside tell each other: messages, progress, failures; and that it has ended. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class TalkingRun<T extends @Nullable Object> extends RunIdentity<T> {

    private static final VarHandle EXTRAS = FieldHandle.of(MethodHandles.lookup(), "extras", RunExtras.class);

    private volatile @Nullable RunExtras extras;

    TalkingRun(
            ManagedTask owner,
            TaskPriority priority,
            @Nullable Object payload,
            long queued,
            @Nullable Captured context) {
        super(owner, priority, payload, queued, context);
    }

    /** What was kept so far, or null. */
    final @Nullable RunExtras extras() {
        return extras;
    }

    final RunExtras needExtras() {
        RunExtras known = extras;
        if (known != null) {
            return known;
        }
        EXTRAS.compareAndSet(this, null, new RunExtras(self()));
        return Objects.requireNonNull(extras);
    }

    /** Somebody asked for this run, whatever its schedule. Before it is handed to anybody, or in the line of a gate. */
    final void markTriggered() {
        needExtras().triggered = true;
    }

    final boolean isTriggered() {
        RunExtras known = extras();
        return known != null && known.triggered;
    }

    @Override
    final void statusIsFinal() {
        RunExtras known = extras;
        if (known != null) {
            known.wake();
        }
    }

    @Override
    public final List<Throwable> failures() {
        RunExtras known = extras;
        Throwable last = exception();
        if (known != null) {
            return known.failures(last);
        }
        return last == null ? List.of() : List.of(last);
    }

    @Override
    public final boolean send(Object message) {
        Objects.requireNonNull(message, "message");
        if (isDone()) {
            return false;
        }
        needExtras().send(message);
        return true;
    }

    @Override
    public final void requeue() {
        owner().requeue(self());
    }

    @Override
    public final Object receive() throws InterruptedException {
        return needExtras().receive();
    }

    @Override
    public final @Nullable Object poll(Duration timeout) throws InterruptedException {
        return needExtras().poll(timeout);
    }

    @Override
    public final void sleep(Duration duration) throws InterruptedException {
        needExtras().sleep(duration);
    }

    @Override
    public final TimeSource time() {
        return owner().engine().time();
    }

    @Override
    public final Runnable onStop(Runnable action) {
        RunExtras needed = needExtras();
        StopActions actions = needed.needStopActions();
        actions.add(action);
        if (isStopRequested()) {
            needed.runStopActions();
        }
        return () -> actions.remove(action);
    }

    @Override
    public final void progress(double fraction, @Nullable String text) {
        needExtras().progress =
                new RunProgress(fraction, text, owner().engine().time().now());
    }

    @Override
    public final @Nullable RunProgress progress() {
        RunExtras known = extras;
        return known == null ? null : known.progress;
    }
}
