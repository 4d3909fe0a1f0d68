package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what a run that waits or runs is at one moment. Without state, so thread-safe. */
final class RunSnapshots {

    /** Of a task with more live runs than that, some are taken to run. */
    private static final int MOST_RETRIES = 100;

    private RunSnapshots() {}

    static RunSnapshot of(DefaultTaskRun<?> run) {
        RunStatus status = run.status();
        Instant finished = run.finishedAt();
        long end = finished != null
                ? run.finishedNanos()
                : run.owner().engine().time().nanoTime();
        Thread thread = run.thread();
        return new RunSnapshot(
                run.id(),
                run.task(),
                run.owner().facts().pool(),
                run.priority(),
                status,
                run.attempt(),
                run.queuedAt(),
                run.startedAt(),
                finished,
                run.attempt() == 0 ? null : Duration.ofNanos(end - run.startedNanos()),
                run.exception(),
                waitingFor(run, status),
                run.isStopRequested(),
                run.isStuck(),
                run.progress(),
                thread == null ? null : thread.getName());
    }

    private static @Nullable WaitingFor waitingFor(DefaultTaskRun<?> run, RunStatus status) {
        if (status == RunStatus.WAITING || status == RunStatus.RETRYING) {
            WaitingFor before = run.owner().waitsBeforePool(run);
            if (before != null) {
                return before;
            }
        }
        return switch (status) {
            case WAITING -> slot(run);
            case RETRYING -> retry(run);
            case HELD ->
                run.owner().engine().commitHolds().contains(run)
                        ? WaitingFor.of(Reason.COMMIT)
                        : WaitingFor.supervisor("not started");
            default -> null;
        };
    }

    /** Why a task of which runs have begun does not run: all of them are between two attempts. Null if one is not. */
    static @Nullable WaitingFor betweenAttempts(ManagedTask task) {
        List<DefaultTaskRun<?>> begun = task.log().live(MOST_RETRIES);
        if (begun.size() == MOST_RETRIES || begun.stream().anyMatch(run -> run.status() != RunStatus.RETRYING)) {
            return null;
        }
        return begun.stream()
                .map(DefaultTaskRun::retryPlan)
                .filter(Objects::nonNull)
                .min((one, other) -> Long.signum(one.due() - other.due()))
                .map(plan -> retry(plan.turn().run()))
                .orElse(null);
    }

    /** Why a run between two attempts does not run. */
    private static @Nullable WaitingFor retry(DefaultTaskRun<?> run) {
        RetryTurn.Plan next = run.retryPlan();
        if (next == null) {
            return null;
        }
        return next.isDue(run.owner().engine().time())
                ? slot(run)
                : next.waitingFor(run.attempt() + 1, run.owner().engine().time());
    }

    private static WaitingFor slot(DefaultTaskRun<?> run) {
        return noSlot(run.owner().pool().snapshot(), run.priority());
    }

    static WaitingFor noSlot(PoolSnapshot pool, TaskPriority priority) {
        PoolConfig config = pool.config();
        return WaitingFor.noSlot(pool.taken(), config.limit(priority), priority, config.name());
    }
}
