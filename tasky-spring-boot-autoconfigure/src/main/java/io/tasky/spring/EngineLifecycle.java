package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TellingThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Lets work end and then stops the supervisor: after the web server has answered what it was asked, which may
 * still submit work, and before the beans go that the work needs. If the context stops for good, so does the supervisor.
 * Thread-safe.
 */
final class EngineLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    /** Web servers finish their requests 1024 below the default phase, and stop 2048 below it. */
    static final int PHASE = DEFAULT_PHASE - 1536;

    private static final Logger logger = LoggerFactory.getLogger(EngineLifecycle.class);

    private final TaskSupervisor supervisor;

    private final ApplicationContext context;

    private volatile boolean running;

    private volatile boolean stopped;

    private volatile boolean closing;

    EngineLifecycle(TaskSupervisor supervisor, ApplicationContext context) {
        this.supervisor = supervisor;
        this.context = context;
    }

    /** Comes before anything stops. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        // A child context's event comes here, too.
        if (event.getApplicationContext() == context) {
            closing = true;
            if (stopped) {
                // Nobody will stop this again, and later the beans are gone that a task of the shutdown needs.
                supervisor.close();
            }
        }
    }

    @Override
    public void start() {
        running = true;
        stopped = false;
    }

    @Override
    public void stop() {
        try {
            logger.info("Tasky stopped: {}.", supervisor.stop().text());
            if (closing) {
                supervisor.close();
            }
        } finally {
            running = false;
            stopped = true;
        }
    }

    @Override
    public void stop(Runnable callback) {
        if (TellingThread.isThisOne()) {
            // A listener closes the application: a stop on another thread would wait for it.
            stopAndTell(callback);
            return;
        }
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
