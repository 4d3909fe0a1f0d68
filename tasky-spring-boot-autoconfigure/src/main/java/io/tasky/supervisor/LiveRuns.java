package io.tasky.supervisor;

import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.task.Page;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the runs that wait or run now: in the lines of the pools and the lists of the tasks. Thread-safe. */
final class LiveRuns {

    private static final Comparator<DefaultTaskRun<?>> OLDEST_FIRST = (one, other) -> {
        int byAge = Long.signum(one.queuedNanos() - other.queuedNanos());
        return byAge != 0 ? byAge : Long.compare(one.number(), other.number());
    };

    private final Engine engine;

    private final TaskRegistry registry;

    /** Runs that were accepted and not offered to their pools yet; also some that were cancelled since. */
    private final Supplier<List<DefaultTaskRun<?>>> held;

    LiveRuns(Engine engine, TaskRegistry registry, Supplier<List<DefaultTaskRun<?>>> held) {
        this.engine = engine;
        this.registry = registry;
        this.held = held;
    }

    /** All of them, the oldest first. */
    List<DefaultTaskRun<?>> all() {
        // One that starts meanwhile is found in its line and in its task's list.
        Set<DefaultTaskRun<?>> runs = new HashSet<>();
        Stream.concat(held.get().stream(), engine.held().all().stream())
                .filter(run -> run.status() == RunStatus.HELD)
                .forEach(runs::add);
        for (TaskPool pool : registry.pools()) {
            pool.forEachWaiting(
                    entry -> {
                        DefaultTaskRun<?> run = RetryTurn.runOf(entry);
                        // A run between two attempts is in its task's list as well.
                        if (run != null && run.attempt() == 0) {
                            runs.add(run);
                        }
                    },
                    Integer.MAX_VALUE);
        }
        for (ManagedTask task : registry.everything()) {
            runs.addAll(task.waitingBeforePool());
            task.log().forEachLive(runs::add);
        }
        return runs.stream().sorted(OLDEST_FIRST).toList();
    }

    Page<RunSnapshot> page(int offset, int limit) {
        Page<DefaultTaskRun<?>> page = Page.of(all(), offset, limit);
        return new Page<>(page.items().stream().map(this::snapshot).toList(), page.offset(), page.total());
    }

    Optional<TaskRun<?>> find(long number) {
        for (DefaultTaskRun<?> run : all()) {
            if (run.number() == number) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private RunSnapshot snapshot(DefaultTaskRun<?> run) {
        RunStatus status = run.status();
        Instant finished = run.finishedAt();
        long end = finished != null ? run.finishedNanos() : engine.time().nanoTime();
        return new RunSnapshot(
                run.id(),
                run.task(),
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
                run.progress());
    }

    private @Nullable WaitingFor waitingFor(DefaultTaskRun<?> run, RunStatus status) {
        if (status == RunStatus.WAITING || status == RunStatus.RETRYING) {
            WaitingFor before = run.owner().waitsBeforePool(run);
            if (before != null) {
                return before;
            }
        }
        return switch (status) {
            case WAITING -> {
                PoolSnapshot pool = run.owner().pool().snapshot();
                yield new WaitingFor(
                        Reason.NO_SLOT,
                        pool.taken(),
                        pool.config().limit(run.priority()),
                        null,
                        pool.config().name());
            }
            case RETRYING -> {
                RetryTurn.Plan next = run.retryPlan();
                yield next == null
                        ? null
                        : next.waitingFor(
                                run.attempt() + 1, run.owner().engine().time());
            }
            case HELD ->
                engine.held().contains(run) ? WaitingFor.of(Reason.COMMIT) : WaitingFor.supervisor("not started");
            default -> null;
        };
    }
}
