package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets work end and then stops the supervisor: after the web server has answered what it was asked, which may
 * still submit work, and before the beans go that the work needs. Thread-safe.
 */
final class EngineLifecycle implements SmartLifecycle {

    /** Web servers finish their requests 1024 below the default phase, and stop 2048 below it. */
    static final int PHASE = DEFAULT_PHASE - 1536;

    private static final Logger logger = LoggerFactory.getLogger(EngineLifecycle.class);

    private final TaskSupervisor supervisor;

    private volatile boolean running;

    EngineLifecycle(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        try {
            logger.info("Tasky stopped: {}.", supervisor.stop().text());
        } finally {
            running = false;
        }
    }

    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(() -> stopAndTell(callback), "tasky-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private void stopAndTell(Runnable callback) {
        try {
            stop();
        } catch (RuntimeException ex) {
            logger.warn("Tasky did not stop in order.", ex);
        } finally {
            callback.run();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
