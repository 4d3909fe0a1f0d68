package io.tasky.spring;

import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.context.SmartLifecycle;

/**
 * Starts ticks, timers and workers when the application is ready, and quiets them before anything else stops, so that
 * nothing new begins while the rest shuts down. Keeps the application alive in between. Thread-safe.
 */
public final class SourceLifecycle implements SmartLifecycle {

    private final TaskSupervisor supervisor;

    private final SourceSettings settings;

    private final KeepAlive keepAlive = new KeepAlive();

    private volatile boolean running;

    private volatile boolean ready;

    /** Whether an application that starts its supervisor itself had done so before the stop. */
    private volatile boolean wasStarted;

    SourceLifecycle(TaskSupervisor supervisor, SourceSettings settings) {
        this.supervisor = supervisor;
        this.settings = settings;
    }

    /** Tells that the application is ready. */
    public void ready() {
        ready = true;
        if (running) {
            startSources();
        }
    }

    @Override
    public void start() {
        running = true;
        if (ready || settings.withContext()) {
            startSources();
        }
    }

    private void startSources() {
        if (settings.enabled()) {
            if (settings.autoStart() || wasStarted) {
                supervisor.start();
            }
            if (!supervisor.tasks().isEmpty()) {
                keepAlive.start();
            }
        }
        StartLine.log(supervisor, settings);
    }

    @Override
    public void stop() {
        running = false;
        wasStarted = supervisor.state() == SupervisorState.RUNNING;
        try {
            if (supervisor.state().takesWork()) {
                supervisor.quiet();
            }
        } finally {
            keepAlive.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
