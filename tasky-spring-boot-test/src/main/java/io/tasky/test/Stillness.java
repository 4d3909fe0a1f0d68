package io.tasky.test;

import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when nothing goes on any more unless the clock moves or the test does something, and waits for that. Thread-safe.
 */
final class Stillness {

    private final ManualTimeSource time;

    private final Attempts attempts;

    private final Supplier<TaskSupervisor> supervisor;

    private final Duration timeout;

    Stillness(ManualTimeSource time, Attempts attempts, Supplier<TaskSupervisor> supervisor, Duration timeout) {
        this.time = time;
        this.attempts = attempts;
        this.supervisor = supervisor;
        this.timeout = timeout;
    }

    TaskSupervisor supervisor() {
        return supervisor.get();
    }

    Duration timeout() {
        return timeout;
    }

    /** Waits until whatever has begun has ended, or hangs. */
    void settle() {
        attempts.running().forEach(RunningAttempt::lookAgain);
        require(this::isSettled, timeout, "Work goes on that neither ends nor waits");
    }

    /** Waits, in real time, until a condition holds, or fails with the situation. */
    void require(BooleanSupplier condition, Duration atMost, String problem) {
        if (!RealTime.await(condition, atMost)) {
            throw new AssertionError(Situation.of(problem + ", after " + atMost, supervisor(), attempts, time));
        }
    }

    AssertionError failure(String problem) {
        return new AssertionError(Situation.of(problem, supervisor(), attempts, time));
    }

    /**
     * Each slot that is taken has an attempt, and all attempts hang. Attempts are looked at first: one that begins
     * meanwhile has a slot too many.
     */
    boolean isSettled() {
        Map<String, Integer> hanging = new HashMap<>();
        for (RunningAttempt attempt : attempts.running()) {
            if (!attempt.hangs(time)) {
                return false;
            }
            hanging.merge(attempt.pool(), 1, Integer::sum);
        }
        for (TaskPool pool : supervisor().pools()) {
            PoolSnapshot now = pool.snapshot();
            // Fewer slots than attempts are taken where one has lent its own.
            if (now.taken() + now.critical() > hanging.getOrDefault(now.config().name(), 0)) {
                return false;
            }
        }
        return supervisor().tasks().stream().noneMatch(this::comesBack);
    }

    /** Whether a source that was held back is about to find that there is room again. */
    private boolean comesBack(TaskSnapshot task) {
        WaitingFor waitingFor = task.waitingFor();
        return waitingFor != null
                && waitingFor.reason() == WaitingFor.Reason.POOL_FULL
                && supervisor().pool(task.pool()).available(task.priority()) > 0;
    }

    /** Nothing waits for a slot and nothing runs; what waits for a tick, its next attempt, its rate or a resume does neither. */
    boolean isIdle() {
        return attempts.running().isEmpty()
                && supervisor().pools().stream().allMatch(Stillness::isIdle)
                && supervisor().tasks().stream().noneMatch(task -> comesBack(task) || hasItems(task))
                && supervisor().runs(0, Integer.MAX_VALUE).items().stream()
                        .allMatch(run -> run.status() == RunStatus.RETRYING || isHeldBack(run.waitingFor()));
    }

    /** Whether the reason ends by the clock, or by a word to the task. */
    private static boolean isHeldBack(@Nullable WaitingFor reason) {
        return reason != null
                && switch (reason.reason()) {
                    case RATE_LIMIT, PAUSED, DISABLED -> true;
                    default -> false;
                };
    }

    private static boolean isIdle(TaskPool pool) {
        PoolSnapshot now = pool.snapshot();
        Collection<Integer> waiting = now.waiting().values();
        return now.taken() + now.critical() == 0 && waiting.stream().allMatch(runs -> runs == 0);
    }

    private boolean hasItems(TaskSnapshot task) {
        return takesItems(task)
                && !isHeldBack(task.waitingFor())
                && task.queue() != null
                && task.queue().size() > 0;
    }

    /** Whether a task takes items now: a batch that is not full waits for the clock. */
    boolean takesItems(TaskSnapshot task) {
        WaitingFor waitingFor = task.waitingFor();
        return isAtWork(task) && (waitingFor == null || waitingFor.reason() != WaitingFor.Reason.BATCH_NOT_FULL);
    }

    /** Whether a task's source may start runs. */
    boolean isAtWork(TaskSnapshot task) {
        return task.state() == TaskState.ENABLED && supervisor().state() == SupervisorState.RUNNING;
    }

    /** Whether something goes on of a queue, and all of that waits for the clock. */
    boolean onlyWaitsForTime(String queue) {
        List<RunningAttempt> ofQueue = attempts.running().stream()
                .filter(attempt -> queue.equals(attempt.queue()))
                .toList();
        return !ofQueue.isEmpty() && ofQueue.stream().allMatch(attempt -> attempt.waitsForTime(time));
    }

    /** Whether a run cannot go on before the clock moves. */
    boolean runWaitsForTime(String id) {
        return attempts.running().stream()
                .anyMatch(attempt -> attempt.runId().equals(id) && attempt.waitsForTime(time));
    }
}
