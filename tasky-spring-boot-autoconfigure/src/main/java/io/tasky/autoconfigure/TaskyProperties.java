package io.tasky.autoconfigure;

import io.tasky.pool.OnFull;
import io.tasky.supervisor.LifeSpan;
import io.tasky.task.OverflowPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

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
 * @param queues Queues by name: what stands here wins over what their workers say.
 * @param startTimeout When runs that wait for a slot are reported.
 * @param stuckAfter How long an attempt may run before it is reported, with the stack of its thread; zero for never.
 * @param history What is remembered of runs that have ended.
 * @param shutdown How long stopping may take.
 * @param run How long the application lives.
 */
@ConfigurationProperties("tasky")
public record TaskyProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean autoStart,
        @DefaultValue("false") boolean strict,
        @DefaultValue Map<String, Pool> pools,
        @DefaultValue Map<String, Queue> queues,
        @DefaultValue StartTimeout startTimeout,
        @DefaultValue("10m") Duration stuckAfter,
        @DefaultValue History history,
        @DefaultValue Shutdown shutdown,
        @DefaultValue Run run) {

    /** Copies the pools and the queues. */
    public TaskyProperties {
        pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
        queues = Collections.unmodifiableMap(new LinkedHashMap<>(queues));
    }

    /**
     * One pool. Immutable.
     *
     * @param size Slots that runs of every priority may use; -1 for any number. Five for each processor by default.
     * @param reserveNormal Slots beyond those that only runs of NORMAL and HIGH priority may use. 5 in the default
     *     pool, 0 in others by default.
     * @param reserveHigh Slots beyond those that only runs of HIGH priority may use. 5 in the default pool, 0 in
     *     others by default.
     * @param maxWaiting How many runs of each priority may wait for a slot. What becomes of those beyond, 'on-full'
     *     says.
     * @param criticalMax How many CRITICAL runs, which take no slot, may go on at the same time. Those beyond are
     *     rejected.
     * @param aging How long a run waits until it goes among those of the next higher priority, up to HIGH. It never
     *     opens a reserve. 0s for never.
     * @param onFull What becomes of a submitted run whose line is full.
     * @param onFullTimeout How long a submitter waits for room at most. Needed where 'on-full' is 'block'.
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
            @DefaultValue("0s") Duration aging,
            @DefaultValue("abort") OnFull onFull,
            @DefaultValue("0s") Duration onFullTimeout,
            @Nullable Threads threads,
            @Nullable String exposeAs) {}

    /**
     * One queue. Immutable.
     *
     * @param type Type of its items. Needed for a queue that the application only sends to, where no worker tells it; the
     *     queue can be injected then.
     * @param capacity How many items it holds; -1 for any number.
     * @param backend Backend that keeps its items.
     * @param overflow What it does with one more item when it is full.
     */
    public record Queue(
            @Nullable Class<?> type,
            @Nullable Integer capacity,
            @Nullable String backend,
            @Nullable OverflowPolicy overflow) {}

    /** The kinds of threads. Immutable. */
    public enum Threads {

        /** Threads of the operating system. */
        PLATFORM,

        /** Virtual threads. */
        VIRTUAL
    }

    /**
     * When runs that wait for a slot are reported. Immutable.
     *
     * @param warn How long a run may wait for a slot before it is reported as a warning; zero for any time.
     * @param critical How long a run may wait for a slot before it is reported as an error; zero for any time.
     * @param low Whether runs of LOW priority, which are meant to wait, are reported as well.
     */
    public record StartTimeout(
            @DefaultValue("5s") Duration warn,
            @DefaultValue("10s") Duration critical,
            @DefaultValue("false") boolean low) {}

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

    /**
     * The life of the application. Immutable.
     *
     * @param mode What ends the application. Nothing does by default, unless 'tasky.run.for' is set.
     * @param length How long the application lives from its start on. What is due at the very end still runs.
     */
    public record Run(
            LifeSpan.@Nullable Mode mode,
            @Name("for") @Nullable Duration length) {

        LifeSpan lifeSpan() {
            return LifeSpan.of(mode, length);
        }
    }
}
