package io.tasky.test;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Lets time move by itself while a context stops: the supervisor gives what runs some time then, by a clock that no test
 * moves any more. It moves on as soon as everything hangs. Thread-safe.
 */
final class ClosingTime implements SmartLifecycle {

    private final ManualTimeSource time;

    private final Stillness stillness;

    private final ObjectProvider<TaskSupervisor> supervisors;

    private volatile @Nullable TaskSupervisor supervisor;

    private volatile boolean running;

    ClosingTime(ManualTimeSource time, Stillness stillness, ObjectProvider<TaskSupervisor> supervisors) {
        this.time = time;
        this.stillness = stillness;
        this.supervisors = supervisors;
    }

    @Override
    public void start() {
        supervisor = supervisors.getIfAvailable();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        TaskSupervisor stopping = supervisor;
        if (stopping != null && stopping.state().takesWork()) {
            Thread thread = new Thread(() -> move(stopping), "tasky-closing-time");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void move(TaskSupervisor stopping) {
        Duration atMost = stillness.timeout();
        while (!running && !hasStopped(stopping)) {
            RealTime.await(() -> hasStopped(stopping) || mayMove(stopping), atMost);
            Long next = time.nextDue();
            if (next != null && isStopping(stopping)) {
                time.fireNext(next);
            }
        }
    }

    private boolean mayMove(TaskSupervisor stopping) {
        return isStopping(stopping) && stillness.isSettled() && time.nextDue() != null;
    }

    private boolean isStopping(TaskSupervisor stopping) {
        return !running && !stopping.state().takesWork();
    }

    private boolean hasStopped(TaskSupervisor stopping) {
        return running
                || switch (stopping.state()) {
                    case STOPPED, CLOSED -> true;
                    default -> false;
                };
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the sources, before the supervisor: both are not far below the default phase. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
