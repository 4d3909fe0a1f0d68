package io.tasky.spring;

import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.TaskSupervisor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the one line that tells what was started. Without state, so thread-safe. */
final class StartLine {

    private static final Logger logger = LoggerFactory.getLogger(SourceLifecycle.class);

    private StartLine() {}

    static void log(TaskSupervisor supervisor, SourceSettings settings) {
        logger.info(text(supervisor, settings));
    }

    static String text(TaskSupervisor supervisor, SourceSettings settings) {
        int tasks = supervisor.tasks().size();
        String what = tasks + (tasks == 1 ? " task" : " tasks") + ", pools "
                + supervisor.pools().stream().map(pool -> sizes(pool.config())).collect(Collectors.joining(", "));
        if (!settings.enabled()) {
            return "Tasky is switched off (tasky.enabled=false) and starts nothing: " + what + ".";
        }
        return settings.autoStart()
                ? "Tasky started: " + what + "."
                : "Tasky waits for supervisor.start() (tasky.auto-start=false): " + what + ".";
    }

    private static String sizes(PoolConfig config) {
        if (config.size() == PoolConfig.UNLIMITED) {
            return config.name() + "(unlimited)";
        }
        boolean reserves = config.reserveNormal() + config.reserveHigh() > 0;
        return config.name() + "(" + config.size()
                + (reserves ? "+" + config.reserveNormal() + "+" + config.reserveHigh() : "") + ")";
    }
}
