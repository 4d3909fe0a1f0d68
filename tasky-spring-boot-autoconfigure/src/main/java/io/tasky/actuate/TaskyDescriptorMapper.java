package io.tasky.actuate;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolSnapshot;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.WaitingFor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * Turns snapshots into what the endpoint answers, and keeps user data back. Thread-safe if the sanitizing functions are.
 */
class TaskyDescriptorMapper {

    private final Sanitizer sanitizer;

    TaskyDescriptorMapper(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    TaskyDescriptor.Pool pool(PoolSnapshot pool) {
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
                pool.config().onFull() == OnFull.BLOCK ? text(pool.config().onFullTimeout()) : null,
                pool.config().aging().isZero() ? null : text(pool.config().aging()),
                pool.threads(),
                pool.rejected());
    }

    TaskyDescriptor.Task task(TaskSnapshot task) {
        return new TaskyDescriptor.Task(
                task.version(),
                task.name(),
                task.kind().name(),
                task.pool(),
                task.priority().name(),
                task.state().name(),
                task.schedule(),
                text(task.nextRun()),
                reason(task.waitingFor()),
                lastRun(task.lastRun()),
                task.counts(),
                task.queue());
    }

    List<TaskyDescriptor.Run> runs(List<RunSnapshot> runs, boolean showValues) {
        return runs.stream().map(run -> run(run, showValues)).toList();
    }

    TaskyDescriptor.Run run(RunSnapshot run, boolean showValues) {
        return new TaskyDescriptor.Run(
                run.id(),
                run.status().name(),
                run.attempt(),
                run.queuedAt().toString(),
                text(run.startedAt()),
                text(run.finishedAt()),
                text(run.duration()),
                reason(run.waitingFor()),
                failure(run, showValues));
    }

    private TaskyDescriptor.@Nullable Failure failure(RunSnapshot run, boolean showValues) {
        Throwable exception = run.exception();
        if (exception == null) {
            return null;
        }
        SanitizableData message =
                new SanitizableData(null, "tasks." + run.task() + ".exception.message", exception.getMessage());
        return new TaskyDescriptor.Failure(
                exception.getClass().getName(), text(sanitizer.sanitize(message, showValues)));
    }

    private static TaskyDescriptor.@Nullable LastRun lastRun(@Nullable RunSnapshot run) {
        return run == null
                ? null
                : new TaskyDescriptor.LastRun(
                        run.id(),
                        text(run.startedAt()),
                        text(run.duration()),
                        run.status().name());
    }

    private static TaskyDescriptor.@Nullable Reason reason(@Nullable WaitingFor waitingFor) {
        return waitingFor == null
                ? null
                : new TaskyDescriptor.Reason(waitingFor.reason().name(), waitingFor.text());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
