package io.tasky.autoconfigure;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code tasky.*} says, tasks aside: those are read one by one, by their names. Immutable.
 *
 * @param enabled Whether anything may run. If not, every bean of Tasky is there and can be injected, and nothing
 *     starts.
 * @param autoStart Whether ticks, timers and workers start when the application is ready. If not, nothing runs until
 *     supervisor.start() is called.
 * @param strict Whether a setting under 'tasky.tasks' that fits no task stops the start-up, instead of being logged
 *     as a warning.
 * @param pools Pools by name. The pool 'default' runs whatever names no other pool.
 * @param history What is remembered of runs that have ended.
 * @param shutdown How long stopping may take.
 */
@ConfigurationProperties("tasky")
public record TaskyProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean autoStart,
        @DefaultValue("false") boolean strict,
        @DefaultValue Map<String, Pool> pools,
        @DefaultValue History history,
        @DefaultValue Shutdown shutdown) {

    /** Copies the pools. */
    public TaskyProperties {
        pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
    }

    /**
     * One pool. Immutable.
     *
     * @param size Slots that runs of every priority may use; -1 for any number. Five for each processor by default.
     * @param reserveNormal Slots beyond those that only runs of NORMAL and HIGH priority may use. 5 in the default
     *     pool, 0 in others by default.
     * @param reserveHigh Slots beyond those that only runs of HIGH priority may use. 5 in the default pool, 0 in
     *     others by default.
     * @param maxWaiting How many runs of each priority may wait for a slot. Those beyond are rejected.
     * @param criticalMax How many CRITICAL runs, which take no slot, may go on at the same time. Those beyond are
     *     rejected.
     * @param threads What kind of threads runs get. Virtual ones need Java 21, and are the default where
     *     'spring.threads.virtual.enabled' is set.
     * @param exposeAs Name of a bean to publish the pool as, for '@Async' and whatever else asks for an executor by name.
     *     Nobody gets it without naming it.
     */
    public record Pool(
            @Nullable Integer size,
            @Nullable Integer reserveNormal,
            @Nullable Integer reserveHigh,
            @DefaultValue("10000") int maxWaiting,
            @DefaultValue("256") int criticalMax,
            @Nullable Threads threads,
            @Nullable String exposeAs) {}

    /** The kinds of threads. */
    public enum Threads {

        /** Threads of the operating system. */
        PLATFORM,

        /** Virtual threads. */
        VIRTUAL
    }

    /**
     * What is remembered. Immutable.
     *
     * @param size How many ended runs are remembered for each task.
     */
    public record History(@DefaultValue("100") int size) {}

    /**
     * The time for stopping. Immutable.
     *
     * @param await How long stopping may take in all. Runs that are not done by then are left behind.
     * @param stopGrace How much of that time is left when runs are asked to stop. When a fifth of it is left, they
     *     are interrupted.
     */
    public record Shutdown(
            @DefaultValue("30s") Duration await,
            @DefaultValue("5s") Duration stopGrace) {}
}
