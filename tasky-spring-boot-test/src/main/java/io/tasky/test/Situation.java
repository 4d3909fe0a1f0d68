package io.tasky.test;

import io.tasky.pool.PoolSnapshot;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.testing.ManualTimeSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words what waits and what runs, and why. Used by one thread. */
final class Situation {

    /** Beyond that, nobody reads. */
    private static final int MOST_RUNS = 20;

    private final StringBuilder text = new StringBuilder();

    private final Attempts attempts;

    private Situation(Attempts attempts) {
        this.attempts = attempts;
    }

    static String of(String problem, TaskSupervisor supervisor, Attempts attempts, ManualTimeSource time) {
        Situation situation = new Situation(attempts);
        situation.line(
                problem + ". It is " + time.now() + " by Tasky's clock; the supervisor is " + supervisor.state() + ".");
        List<RunSnapshot> runs = supervisor.runs(0, Integer.MAX_VALUE).items();
        runs.stream().limit(MOST_RUNS).forEach(situation::run);
        if (runs.size() > MOST_RUNS) {
            situation.line("- and " + (runs.size() - MOST_RUNS) + " more runs");
        }
        supervisor.tasks().forEach(situation::task);
        supervisor.pools().forEach(pool -> situation.pool(pool.snapshot()));
        return situation.text.toString().stripTrailing();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void run(RunSnapshot run) {
        Instant started = run.startedAt();
        WaitingFor waitingFor = run.waitingFor();
        String why = waitingFor == null ? "" : ", waits for: " + waitingFor.text();
        line("- run " + run.id() + " of '" + run.task() + "' is " + run.status() + " since "
                + (started != null ? started : run.queuedAt()) + ", attempt " + run.attempt() + why);
        for (RunningAttempt attempt : attempts.running()) {
            if (attempt.runId().equals(run.id())) {
                attempt(attempt.thread());
            }
        }
    }

    private void attempt(@Nullable Thread thread) {
        if (thread == null) {
            line("    its method has returned a stage that is not complete");
            return;
        }
        line("    thread '" + thread.getName() + "' is " + thread.getState());
        for (StackTraceElement frame : thread.getStackTrace()) {
            line("        at " + frame);
        }
    }

    private void task(TaskSnapshot task) {
        QueueSnapshot queue = task.queue();
        String work = "";
        if (task.counts().waiting() > 0) {
            work = task.counts().waiting() + " runs wait";
        } else if (queue != null && queue.size() > 0) {
            work = queue.size() + " items wait in queue '" + queue.name() + "'";
        }
        if (!work.isEmpty()) {
            WaitingFor waitingFor = task.waitingFor();
            line("- task '" + task.name() + "' (" + task.state() + "): " + work
                    + (waitingFor == null ? "" : ", waits for: " + waitingFor.text()));
        }
    }

    private void pool(PoolSnapshot pool) {
        int waiting =
                pool.waiting().values().stream().mapToInt(Integer::intValue).sum();
        if (pool.taken() + pool.critical() + waiting > 0) {
            line("- pool '" + pool.config().name() + "': " + pool.taken() + " slots taken, " + pool.critical()
                    + " CRITICAL runs, " + waiting + " waiting");
        }
    }
}
