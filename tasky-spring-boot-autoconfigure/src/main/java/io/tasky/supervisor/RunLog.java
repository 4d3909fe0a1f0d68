package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs of one task, knows those whose code runs, and keeps those that ended last. It is cut into stripes, so
 * that threads that run the same task do not wait for one another. Thread-safe.
 */
final class RunLog {

    private static final int STRIPES =
            Integer.highestOneBit(Math.max(2, Runtime.getRuntime().availableProcessors())) * 4;

    private final RunHistory history;

    private final boolean judged;

    private final RunStripe[] stripes = new RunStripe[STRIPES];

    private final long firstNumber;

    private final AtomicLong accepted = new AtomicLong();

    private final LongAdder withdrawn = new LongAdder();

    private final LongAdder skipped = new LongAdder();

    private final LongAdder rejected = new LongAdder();

    private final LongAdder retries = new LongAdder();

    /** The last outcome that says something of a task that counts for the health. */
    private volatile @Nullable RunStatus verdict;

    RunLog(int historySize, boolean judged, RunIds ids) {
        this.history = new RunHistory(historySize);
        this.judged = judged;
        this.firstNumber = ids.nextTask();
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new RunStripe();
        }
    }

    /** One more run is accepted; answers its number. Also a fence: what is read after it is no older. */
    long accepted() {
        return firstNumber + accepted.incrementAndGet();
    }

    /** A run that was counted as accepted was refused after all. */
    void withdrawn() {
        withdrawn.increment();
    }

    void skipped(long ticks) {
        skipped.add(ticks);
    }

    void rejected() {
        rejected.increment();
    }

    void retried() {
        retries.increment();
    }

    /** The stripe of this thread. */
    RunStripe stripe() {
        return stripes[(int) Thread.currentThread().getId() & (STRIPES - 1)];
    }

    void forEachLive(Consumer<DefaultTaskRun<?>> visitor) {
        for (RunStripe stripe : stripes) {
            stripe.forEachLive(visitor);
        }
    }

    /** Those whose code runs, or is to run once more. */
    List<DefaultTaskRun<?>> live() {
        return live(Integer.MAX_VALUE);
    }

    /** At most that many of them. */
    List<DefaultTaskRun<?>> live(int most) {
        List<DefaultTaskRun<?>> live = new ArrayList<>();
        for (RunStripe stripe : stripes) {
            stripe.addLive(live, most);
        }
        return live;
    }

    /** The run of that number if its code runs, or is to run once more; else null. */
    @Nullable
    DefaultTaskRun<?> findLive(long number) {
        return live().stream().filter(run -> run.number() == number).findFirst().orElse(null);
    }

    TaskCounts counts() {
        return new TaskCounts(
                waiting(),
                sum(RunStripe::live),
                outcomes(RunStatus.SUCCEEDED),
                outcomes(RunStatus.FAILED),
                outcomes(RunStatus.CANCELLED),
                outcomes(RunStatus.TIMED_OUT),
                rejected.sum() + outcomes(RunStatus.REJECTED),
                skipped.sum(),
                retries.sum());
    }

    /** How many have not begun. Never less than none, and never less than that: the parts are not read in one moment. */
    long waiting() {
        // In this order: a run that is accepted and begins in between must not hide one that waits.
        long gone = sum(RunStripe::begun) + withdrawn.sum();
        return Math.max(0, accepted.get() - gone);
    }

    /** Grows with everything that is counted. */
    long version() {
        return accepted.get()
                + withdrawn.sum()
                + sum(RunStripe::changes)
                + skipped.sum()
                + rejected.sum()
                + retries.sum();
    }

    /** How many runs were accepted and have not ended. */
    long unfinished() {
        return waiting() + sum(RunStripe::live);
    }

    /** How many runs ended by themselves. */
    long ended() {
        return outcomes(RunStatus.SUCCEEDED) + outcomes(RunStatus.FAILED) + outcomes(RunStatus.TIMED_OUT);
    }

    /** Whether it has counted such an outcome: most tasks never fail. */
    boolean hasOutcome(RunStatus status) {
        return status.isFinal() && outcomes(status) > 0;
    }

    /** Whether it gave that number to one of its runs, or will. */
    boolean isOwn(long number) {
        return RunIds.isOfTask(number, firstNumber);
    }

    private long outcomes(RunStatus status) {
        return sum(stripe -> stripe.outcomes(status));
    }

    private long sum(ToLongFunction<RunStripe> part) {
        long sum = 0;
        for (RunStripe stripe : stripes) {
            sum += part.applyAsLong(stripe);
        }
        return sum;
    }

    /** A run got its outcome; its code may go on. */
    void finished(DefaultTaskRun<?> run, RunStatus outcome, boolean withoutStart) {
        stripe().finished(outcome, withoutStart);
        judge(outcome);
        history.add(run, outcome);
    }

    /** A run got its outcome, and its code has ended. */
    void finishedAndLeft(DefaultTaskRun<?> run, RunStatus outcome) {
        judge(outcome);
        // In this order: whoever looks for a run that is live no more finds it there.
        history.add(run, outcome);
        run.stripe().finishedAndLeft(run, outcome);
    }

    /** A run that was cancelled or refused says nothing of its task. */
    private void judge(RunStatus outcome) {
        boolean decisive =
                outcome == RunStatus.SUCCEEDED || outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT;
        if (judged && decisive) {
            verdict = outcome;
        }
    }

    /** The last outcome that counts for the health; null for a task that does not, or that has none. */
    @Nullable
    RunStatus verdict() {
        return verdict;
    }

    /** The runs that ended last. */
    RunHistory history() {
        return history;
    }
}
