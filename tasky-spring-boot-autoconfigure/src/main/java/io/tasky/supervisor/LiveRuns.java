package io.tasky.supervisor;

import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /** Those that are asked for, the oldest first. */
    List<DefaultTaskRun<?>> all(Predicate<DefaultTaskRun<?>> wanted) {
        // One that starts meanwhile is found in its line and in its task's list.
        Set<DefaultTaskRun<?>> runs = new HashSet<>();
        forEach(run -> {
            if (wanted.test(run)) {
                runs.add(run);
            }
        });
        return runs.stream().sorted(OLDEST_FIRST).toList();
    }

    /** The run of that number, or null. */
    @Nullable
    DefaultTaskRun<?> find(long number) {
        AtomicReference<DefaultTaskRun<?>> found = new AtomicReference<>();
        forEach(run -> {
            if (run.number() == number) {
                found.set(run);
            }
        });
        return found.getPlain();
    }

    /** Visits some of them twice. The visitor only takes notes: some are shown to it under the lock of their pool. */
    private void forEach(Consumer<DefaultTaskRun<?>> visitor) {
        Stream.concat(held.get().stream(), engine.commitHolds().all().stream())
                .filter(run -> run.status() == RunStatus.HELD)
                .forEach(visitor);
        for (TaskPool pool : registry.pools()) {
            pool.forEachWaiting(
                    entry -> {
                        DefaultTaskRun<?> run = RetryTurn.runOf(entry);
                        // A run between two attempts is in its task's list as well.
                        if (run != null && run.attempt() == 0) {
                            visitor.accept(run);
                        }
                    },
                    Integer.MAX_VALUE);
        }
        for (ManagedTask task : registry.everything()) {
            task.waitingBeforePool().forEach(visitor);
            task.log().forEachLive(visitor);
        }
    }

    RunSnapshot snapshot(DefaultTaskRun<?> run) {
        RunStatus status = run.status();
        Instant finished = run.finishedAt();
        long end = finished != null ? run.finishedNanos() : engine.time().nanoTime();
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

    private @Nullable WaitingFor waitingFor(DefaultTaskRun<?> run, RunStatus status) {
        if (status == RunStatus.WAITING || status == RunStatus.RETRYING) {
            WaitingFor before = run.owner().waitsBeforePool(run);
            if (before != null) {
                return before;
            }
        }
        return switch (status) {
            case WAITING -> slot(run);
            case RETRYING -> {
                RetryTurn.Plan next = run.retryPlan();
                if (next == null) {
                    yield null;
                }
                yield next.isDue(engine.time()) ? slot(run) : next.waitingFor(run.attempt() + 1, engine.time());
            }
            case HELD ->
                engine.commitHolds().contains(run)
                        ? WaitingFor.of(Reason.COMMIT)
                        : WaitingFor.supervisor("not started");
            default -> null;
        };
    }

    private static WaitingFor slot(DefaultTaskRun<?> run) {
        PoolSnapshot pool = run.owner().pool().snapshot();
        return new WaitingFor(
                Reason.NO_SLOT,
                pool.taken(),
                pool.config().limit(run.priority()),
                null,
                pool.config().name());
    }
}
