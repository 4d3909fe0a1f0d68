package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the life span of an application is over, counted from the start of its supervisor. Whether all is complete is
 * looked at now and then: no run pays for being the last one. Thread-safe.
 */
final class LifeSpanWatch {

    /** How long until the next look at whether all is complete. */
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private static final Logger logger = LoggerFactory.getLogger(LifeSpanWatch.class);

    private final TimeSource time;

    private final TaskRegistry registry;

    private final Ending ending;

    private final Supplier<SupervisorState> state;

    private final Runnable quiet;

    private final Completion completion;

    private final TimeSource.Alarm alarm;

    private final Object lock = new Object();

    /** Whether the time runs. Guarded by the lock. */
    private boolean going;

    /** The version at which all was complete at the look before, or null. Used by the alarm only. */
    private @Nullable Long completeAt;

    /** Whether the look before failed, and was told of. Used by the alarm only. */
    private boolean failing;

    LifeSpanWatch(
            TimeSource time, TaskRegistry registry, Ending ending, Supplier<SupervisorState> state, Runnable quiet) {
        this.time = time;
        this.registry = registry;
        this.ending = ending;
        this.state = state;
        this.quiet = quiet;
        this.completion = new Completion(registry);
        this.alarm = time.alarm(this::due);
    }

    /** To be called when the sources are what the state says: what is due at the end of the span was armed before it. */
    void stateChanged(SupervisorState now) {
        if (ending.span().mode() == LifeSpan.Mode.FOREVER) {
            return;
        }
        synchronized (lock) {
            if (now == SupervisorState.RUNNING && !going) {
                going = true;
                Duration length = ending.span().length();
                alarm.reschedule(time.nanoTime() + (length == null ? LOOK_NANOS : TimeSource.nanosOf(length)));
            } else if (!now.takesWork()) {
                going = false;
                alarm.cancel();
            }
        }
    }

    private void due() {
        if (ending.span().mode() == LifeSpan.Mode.UNTIL_COMPLETE) {
            look();
        } else if (takeEnd()) {
            fireWhatIsDue();
            if (becameQuiet()) {
                ending.action().run();
            }
        }
    }

    /** False if somebody else stops the supervisor in this moment. */
    private boolean becameQuiet() {
        try {
            quiet.run();
        } catch (Throwable ex) {
            if (!state.get().takesWork()) {
                logger.debug("The application's time is over, and somebody else stops its supervisor already", ex);
                return false;
            }
            logger.warn("Not all tasks could be kept from starting more when the application's time was over", ex);
        }
        return true;
    }

    /** An alarm of this very moment may come after this one. */
    private void fireWhatIsDue() {
        registry.tasks().stream()
                .sorted(Comparator.comparing(ManagedTask::priority).reversed())
                .forEach(LifeSpanWatch::fire);
    }

    private static void fire(ManagedTask task) {
        try {
            task.finish();
            task.due();
        } catch (Throwable ex) {
            logger.warn("Task '{}' could not run at the end of the application's time", task.name(), ex);
        }
    }

    /** Two looks that saw the same: what follows from the end of a run has been submitted in between. */
    private void look() {
        long version = completion.version();
        boolean complete = state.get() == SupervisorState.RUNNING && isComplete();
        if (complete && Long.valueOf(version).equals(completeAt) && takeEnd()) {
            completeAt = null;
            ending.action().run();
            return;
        }
        completeAt = complete ? version : null;
        synchronized (lock) {
            if (going) {
                alarm.reschedule(time.nanoTime() + LOOK_NANOS);
            }
        }
    }

    /** A backend of a queue may fail to answer. */
    private boolean isComplete() {
        try {
            boolean complete = completion.isReached();
            failing = false;
            return complete;
        } catch (Throwable ex) {
            if (!failing) {
                logger.warn("Whether all work is complete cannot be told now; the next looks will", ex);
            }
            failing = true;
            return false;
        }
    }

    private boolean takeEnd() {
        synchronized (lock) {
            boolean mine = going;
            going = false;
            return mine;
        }
    }
}
