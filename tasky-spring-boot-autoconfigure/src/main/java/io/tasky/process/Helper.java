package io.tasky.process;

import java.util.Map;
import org.slf4j.MDC;

/**
 * A thread beside those of the pools, for what blocks on the pipes of a process; it sees the logging context of the attempt
 * that starts it. Without state, so thread-safe.
 */
final class Helper {

    private Helper() {}

    static Thread start(Process process, String job, Runnable work) {
        Map<String, String> logging = MDC.getCopyOfContextMap();
        Runnable inContext = () -> {
            if (logging != null) {
                MDC.setContextMap(logging);
            }
            work.run();
        };
        Thread thread = new Thread(inContext, "tasky-process-" + process.pid() + "-" + job);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
