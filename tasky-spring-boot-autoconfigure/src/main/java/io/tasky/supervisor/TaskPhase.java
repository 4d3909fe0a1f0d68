package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The tasks that run once in a phase of the supervisor's life: those of the highest priority first, the next when they have
 * ended. Tells of it in one line. Used once; thread-safe.
 */
final class TaskPhase {

    private static final Logger logger = LoggerFactory.getLogger(TaskPhase.class);

    private final String name;

    private final BiConsumer<BackgroundEntry, DefaultTaskRun<?>> submitter;

    private final Object lock = new Object();

    /** Guarded by the lock, as all that follows. */
    private final Deque<List<BackgroundEntry>> groups = new ArrayDeque<>();

    /** Those whose runs are being made. */
    private final List<BackgroundEntry> starting = new ArrayList<>();

    private final Set<DefaultTaskRun<?>> going = new HashSet<>();

    private final List<String> succeeded = new ArrayList<>();

    private final List<String> failed = new ArrayList<>();

    private final List<String> notReached = new ArrayList<>();

    private boolean ended;

    private TaskPhase(String name, BiConsumer<BackgroundEntry, DefaultTaskRun<?>> submitter) {
        this.name = name;
        this.submitter = submitter;
    }

    /**
     * The tasks that say of themselves that they belong to a phase, without those that are disabled or paused.
     *
     * @param submitter submits a run or throws
     */
    static TaskPhase of(
            String name,
            TaskRegistry registry,
            TaskAttribute<Boolean> attribute,
            BiConsumer<BackgroundEntry, DefaultTaskRun<?>> submitter) {
        TaskPhase phase = new TaskPhase(name, submitter);
        for (TaskPriority priority : TaskPriority.values()) {
            List<BackgroundEntry> group = new ArrayList<>();
            for (ManagedTask task : registry.tasks()) {
                if (task instanceof BackgroundEntry entry
                        && task.priority() == priority
                        && task.definition().get(attribute, false)
                        && entry.state() == TaskState.ENABLED
                        && !entry.isShut()) {
                    group.add(entry);
                }
            }
            if (!group.isEmpty()) {
                phase.groups.addFirst(group);
            }
        }
        return phase;
    }

    /** Starts the first group. Does not wait. */
    void begin() {
        synchronized (lock) {
            ended = groups.isEmpty();
        }
        startNextGroup();
    }

    private void startNextGroup() {
        List<BackgroundEntry> group;
        boolean over;
        synchronized (lock) {
            if (ended || !going.isEmpty()) {
                return;
            }
            group = groups.poll();
            over = group == null;
            ended = over;
            if (group != null) {
                starting.addAll(group);
            }
        }
        if (group != null) {
            start(group);
        }
        if (over) {
            tell();
        }
    }

    private void start(List<BackgroundEntry> group) {
        List<UniqueRuns.Place> places = new ArrayList<>();
        for (BackgroundEntry task : group) {
            task.follow(this);
            UniqueRuns.Place place = place(task);
            if (place != null) {
                places.add(place);
            }
        }
        boolean late;
        synchronized (lock) {
            starting.clear();
            late = ended;
            if (!late) {
                places.forEach(place -> going.add(place.run()));
            }
        }
        if (late) {
            // Told as not reached, while the application said which keys they have.
            places.stream()
                    .filter(UniqueRuns.Place::isNew)
                    .forEach(place -> place.run().cancel(true));
            return;
        }
        places.forEach(this::submit);
        if (places.isEmpty()) {
            // Where no run could be made, nobody tells of an end.
            startNextGroup();
        }
    }

    /** A new run of a task, or the one that goes on with its key; null if its key cannot be told. */
    private UniqueRuns.@Nullable Place place(BackgroundEntry task) {
        UniqueRuns unique = task.unique();
        try {
            return unique != null
                    ? unique.place(null)
                    : new UniqueRuns.Place(
                            task.newRun(null, task.engine().time().nanoTime()), true);
        } catch (Throwable ex) {
            logger.warn("{}: task '{}' could not be submitted.", name, task.name(), ex);
            synchronized (lock) {
                if (starting.remove(task)) {
                    notReached.add(task.name());
                }
            }
            return null;
        }
    }

    private void submit(UniqueRuns.Place place) {
        DefaultTaskRun<?> run = place.run();
        BackgroundEntry task = (BackgroundEntry) run.owner();
        if (!place.isNew()) {
            if (run.isDone()) {
                // Nobody may have told of its end since it was known here.
                ended(run);
            }
            return;
        }
        try {
            submitter.accept(task, run);
            logger.debug("{}: task '{}' was submitted as run {}.", name, task.name(), run.id());
        } catch (RejectedExecutionException ex) {
            logger.warn("{}: task '{}' could not be submitted.", name, task.name(), ex);
            UniqueRuns unique = task.unique();
            if (unique != null) {
                unique.refused(run, ex);
            }
            ended(run);
        }
    }

    /** A run of one of its tasks is over, or was refused. */
    void ended(DefaultTaskRun<?> run) {
        synchronized (lock) {
            if (!going.remove(run)) {
                return;
            }
            list(run).add(run.owner().name());
        }
        startNextGroup();
    }

    private List<String> list(DefaultTaskRun<?> run) {
        if (run.status() == RunStatus.SUCCEEDED) {
            return succeeded;
        }
        return run.attempt() == 0 ? notReached : failed;
    }

    boolean isEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    /** There is no more time: what runs is cancelled, and nothing else is started. */
    void giveUp() {
        List<DefaultTaskRun<?>> late;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            late = List.copyOf(going);
            going.clear();
            late.forEach(run ->
                    (run.attempt() == 0 ? notReached : failed).add(run.owner().name()));
            starting.forEach(task -> notReached.add(task.name()));
            starting.clear();
            groups.forEach(group -> group.forEach(task -> notReached.add(task.name())));
        }
        late.forEach(run -> run.cancel(true));
        tell();
    }

    private void tell() {
        List<String> parts = new ArrayList<>();
        boolean well;
        synchronized (lock) {
            add(parts, "succeeded", succeeded);
            add(parts, "failed", failed);
            add(parts, "not reached", notReached);
            well = failed.isEmpty() && notReached.isEmpty();
        }
        if (!parts.isEmpty()) {
            logger.atLevel(well ? Level.INFO : Level.WARN).log("{}: {}.", name, String.join("; ", parts));
        }
    }

    private static void add(List<String> parts, String what, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + " " + String.join(", ", names));
        }
    }
}
