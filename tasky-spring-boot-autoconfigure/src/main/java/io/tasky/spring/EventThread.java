package io.tasky.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Publishes events in their order on a thread of their own, which is there while there are some: listeners of the application
 * may take their time, and what there is to tell often comes from the clock's thread, or from a pool that has no slot left.
 * Thread-safe.
 */
final class EventThread {

    /** How many may wait behind a listener that takes its time. */
    static final int MOST = 1_000;

    private static final int IDLE_SECONDS = 10;

    private static final Logger logger = LoggerFactory.getLogger(EventThread.class);

    private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

    EventThread() {
        executor.setThreadNamePrefix("tasky-events-");
        executor.setDaemon(true);
        executor.setCorePoolSize(1);
        executor.setMaxPoolSize(1);
        executor.setAllowCoreThreadTimeOut(true);
        executor.setKeepAliveSeconds(IDLE_SECONDS);
        executor.setQueueCapacity(MOST);
        executor.initialize();
    }

    void execute(Object event, Runnable publication) {
        Runnable guarded = () -> publish(event, publication);
        try {
            executor.execute(guarded);
        } catch (TaskRejectedException ex) {
            if (executor.getThreadPoolExecutor().isShutdown()) {
                guarded.run();
            } else {
                logger.warn("{} events wait for their listeners, and this one is lost: {}", MOST, event);
            }
        }
    }

    private static void publish(Object event, Runnable publication) {
        try {
            publication.run();
        } catch (RuntimeException | Error ex) {
            logger.warn("A listener failed at {}", event, ex);
        }
    }

    /** What waits is published on this thread, and so is what comes later. */
    void close() {
        ThreadPoolExecutor threads = executor.getThreadPoolExecutor();
        threads.shutdown();
        List<Runnable> rest = new ArrayList<>();
        threads.getQueue().drainTo(rest);
        rest.forEach(Runnable::run);
    }
}
