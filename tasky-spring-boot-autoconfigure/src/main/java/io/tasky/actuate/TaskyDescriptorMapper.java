package io.tasky.actuate;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns snapshots of tasks and pools into what the endpoints answer. Stateless. */
final class TaskyDescriptorMapper {

    private TaskyDescriptorMapper() {}

    static Map<String, TaskyDescriptor.Pool> pools(Collection<TaskPool> pools) {
        Map<String, TaskyDescriptor.Pool> byName = new TreeMap<>();
        pools.forEach(pool -> byName.put(pool.config().name(), pool(pool.snapshot())));
        return byName;
    }

    static TaskyDescriptor.Pool pool(PoolSnapshot pool) {
        Map<TaskPriority, Integer> waiting = new EnumMap<>(TaskPriority.class);
        for (TaskPriority priority : TaskPriority.values()) {
            if (priority.usesSlots()) {
                waiting.put(priority, pool.waiting().getOrDefault(priority, 0));
            }
        }
        return new TaskyDescriptor.Pool(
                pool.config().size(),
                pool.config().reserveNormal(),
                pool.config().reserveHigh(),
                pool.taken(),
                pool.critical(),
                waiting,
                pool.config().maxWaiting(),
                pool.config().onFull().name(),
                pool.config().onFull() == OnFull.BLOCK
                        ? pool.config().onFullTimeout().toString()
                        : null,
                pool.config().aging().isZero() ? null : pool.config().aging().toString(),
                pool.blocked(),
                pool.threads(),
                pool.rejected());
    }

    static TaskyDescriptor.Task task(TaskSnapshot task) {
        return new TaskyDescriptor.Task(
                task.version(),
                task.name(),
                task.kind().name(),
                task.pool(),
                task.priority().name(),
                task.state().name(),
                task.schedule(),
                IsoTexts.orNull(task.nextRun()),
                reason(task.waitingFor()),
                lastRun(task.lastRun()),
                TaskyWorkDescriptorMapper.counts(task.counts()),
                TaskyWorkDescriptorMapper.of(task.name(), task.queue()),
                timer(task),
                needsArguments(task) ? false : null,
                null);
    }

    /** Of the other kinds, the kind says whether a trigger is enough. */
    private static boolean needsArguments(TaskSnapshot task) {
        return task.kind() == TaskKind.BACKGROUND && !task.canBeTriggered();
    }

    private static TaskyDescriptor.@Nullable Timer timer(TaskSnapshot task) {
        TimerSnapshot timer = task.timer();
        if (timer == null) {
            return null;
        }
        boolean told = Objects.equals(timer.nextDue(), task.nextRun());
        return new TaskyDescriptor.Timer(
                timer.keyed() ? true : null, timer.pending(), told ? null : IsoTexts.orNull(timer.nextDue()));
    }

    static List<TaskyDescriptor.Ended> ended(List<RunSnapshot> runs, int most) {
        return runs.stream()
                .limit(most)
                .map(run -> new TaskyDescriptor.Ended(run.status().name(), IsoTexts.orNull(run.duration())))
                .toList();
    }

    private static TaskyDescriptor.@Nullable LastRun lastRun(@Nullable RunSnapshot run) {
        return run == null
                ? null
                : new TaskyDescriptor.LastRun(
                        run.id(),
                        IsoTexts.orNull(run.startedAt()),
                        IsoTexts.orNull(run.duration()),
                        run.status().name());
    }

    static TaskyDescriptor.@Nullable Reason reason(@Nullable WaitingFor waitingFor) {
        return waitingFor == null
                ? null
                : new TaskyDescriptor.Reason(waitingFor.reason().name(), text(waitingFor));
    }

    /** Its words, with a time as all answers write it. */
    private static String text(WaitingFor waitingFor) {
        Instant until = waitingFor.until();
        return new WaitingFor(
                        waitingFor.reason(),
                        waitingFor.used(),
                        waitingFor.limit(),
                        until == null ? null : IsoTexts.cut(until),
                        waitingFor.where(),
                        waitingFor.priority())
                .text();
    }
}
