package io.tasky.pool;

import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskPriority;
import java.time.Duration;

/**
 * The sizes and rules of a pool. Immutable; checks itself.
 *
 * @param name the pool's name
 * @param size the slots that every priority may use; -1 for any number
 * @param reserveNormal the slots beyond those that NORMAL and HIGH may use
 * @param reserveHigh the slots beyond those that only HIGH may use
 * @param maxWaiting how many runs of one priority may wait for a slot
 * @param criticalMax how many CRITICAL runs may go on at the same time
 * @param aging after how long a waiting run goes among those of the next higher priority, up to HIGH; zero for never
 * @param onFull what becomes of submitted work whose line is full
 * @param onFullTimeout how long submitters wait at most where they are blocked; zero where they are not
 */
public record PoolConfig(
        String name,
        int size,
        int reserveNormal,
        int reserveHigh,
        int maxWaiting,
        int criticalMax,
        Duration aging,
        OnFull onFull,
        Duration onFullTimeout) {

    /** The size of a pool that sets no limit. */
    public static final int UNLIMITED = -1;

    /** The name of the pool that runs what names no other. */
    public static final String DEFAULT_POOL = "default";

    /** Reserves of the default pool; they, and its size per core, are the defaults of atasker's pool. */
    public static final int DEFAULT_RESERVE = 5;

    /** Slots per core of the default pool. */
    public static final int DEFAULT_SIZE_PER_CORE = 5;

    /** How many runs of one priority wait, unless the configuration says otherwise. */
    public static final int DEFAULT_MAX_WAITING = 10_000;

    /** How many CRITICAL runs go on, unless the configuration says otherwise. */
    public static final int DEFAULT_CRITICAL_MAX = 256;

    /** What becomes of work whose line is full, unless the configuration says otherwise. */
    public static final OnFull DEFAULT_ON_FULL = OnFull.ABORT;

    /** Checks the sizes. */
    public PoolConfig {
        if (size != UNLIMITED && size < 1) {
            throw invalid(name, "size must be -1 (unlimited) or at least 1, was " + size, "size");
        }
        checkReserves(name, size, reserveNormal, reserveHigh);
        if (maxWaiting < 0) {
            throw invalid(name, "max-waiting must be 0 or more, was " + maxWaiting, "max-waiting");
        }
        if (criticalMax < 0) {
            throw invalid(name, "critical-max must be 0 or more, was " + criticalMax, "critical-max");
        }
        if (aging.isNegative()) {
            throw invalid(name, "aging must be 0 (off) or more, was " + aging, "aging");
        }
        checkOnFull(name, onFull, onFullTimeout);
    }

    /**
     * A pool that does as its sizes say: nobody rises, and a full line refuses.
     *
     * @param name the pool's name
     * @param size the slots that every priority may use; -1 for any number
     * @param reserveNormal the slots beyond those that NORMAL and HIGH may use
     * @param reserveHigh the slots beyond those that only HIGH may use
     * @param maxWaiting how many runs of one priority may wait for a slot
     * @param criticalMax how many CRITICAL runs may go on at the same time
     */
    public PoolConfig(String name, int size, int reserveNormal, int reserveHigh, int maxWaiting, int criticalMax) {
        this(
                name,
                size,
                reserveNormal,
                reserveHigh,
                maxWaiting,
                criticalMax,
                Duration.ZERO,
                DEFAULT_ON_FULL,
                Duration.ZERO);
    }

    private static void checkReserves(String name, int size, int normal, int high) {
        String reserves = "reserve-normal " + normal + " and reserve-high " + high;
        if (normal < 0 || high < 0) {
            String property = normal < 0 ? "reserve-normal" : "reserve-high";
            throw invalid(name, "reserves must be 0 or more, were " + reserves, property);
        }
        if (size == UNLIMITED && (long) normal + high > 0) {
            throw invalid(name, "an unlimited pool (size -1) has no use for reserves, had " + reserves, "size");
        }
        if ((long) size + normal + high > Integer.MAX_VALUE) {
            String sizes = size + ", " + normal + " and " + high;
            throw invalid(name, "size and reserves together must fit an int, were " + sizes, "size");
        }
    }

    private static void checkOnFull(String name, OnFull onFull, Duration timeout) {
        if (timeout.isNegative()) {
            throw invalid(name, "on-full-timeout must be 0 or more, was " + timeout, "on-full-timeout");
        }
        if (onFull == OnFull.BLOCK && timeout.isZero()) {
            throw invalid(name, "on-full is block, which needs an on-full-timeout above 0", "on-full-timeout");
        }
    }

    /**
     * A pool without reserves, with default limits.
     *
     * @param name its name
     * @param size its slots; -1 for any number
     * @return the configuration
     */
    public static PoolConfig of(String name, int size) {
        return new PoolConfig(name, size, 0, 0, DEFAULT_MAX_WAITING, DEFAULT_CRITICAL_MAX);
    }

    /**
     * The default pool as it is without any configuration.
     *
     * @param cores the number of processors
     * @return the configuration
     */
    public static PoolConfig defaultPool(int cores) {
        return of(DEFAULT_POOL, DEFAULT_SIZE_PER_CORE * cores).withReserves(DEFAULT_RESERVE, DEFAULT_RESERVE);
    }

    /**
     * This configuration with other reserves.
     *
     * @param normal the slots for NORMAL and HIGH
     * @param high the slots for HIGH
     * @return a new configuration
     */
    public PoolConfig withReserves(int normal, int high) {
        return with(size, normal, high, maxWaiting, criticalMax);
    }

    /**
     * This configuration with another size.
     *
     * @param slots the slots that every priority may use; -1 for any number
     * @return a new configuration
     */
    public PoolConfig withSize(int slots) {
        return with(slots, reserveNormal, reserveHigh, maxWaiting, criticalMax);
    }

    /**
     * This configuration with another size and other reserves.
     *
     * @param slots the slots that every priority may use; -1 for any number
     * @param normal the slots for NORMAL and HIGH
     * @param high the slots for HIGH
     * @return a new configuration
     */
    public PoolConfig withSizes(int slots, int normal, int high) {
        return with(slots, normal, high, maxWaiting, criticalMax);
    }

    /**
     * This configuration with other limits.
     *
     * @param waiting how many runs of one priority may wait
     * @param critical how many CRITICAL runs may go on
     * @return a new configuration
     */
    public PoolConfig withLimits(int waiting, int critical) {
        return with(size, reserveNormal, reserveHigh, waiting, critical);
    }

    private PoolConfig with(int slots, int normal, int high, int waiting, int critical) {
        return new PoolConfig(name, slots, normal, high, waiting, critical, aging, onFull, onFullTimeout);
    }

    /**
     * This configuration with another aging.
     *
     * @param span after how long a waiting run goes among those of the next higher priority; zero for never
     * @return a new configuration
     */
    public PoolConfig withAging(Duration span) {
        return new PoolConfig(
                name, size, reserveNormal, reserveHigh, maxWaiting, criticalMax, span, onFull, onFullTimeout);
    }

    /**
     * This configuration with another rule for full lines.
     *
     * @param rule what becomes of submitted work whose line is full
     * @param timeout how long submitters wait at most where they are blocked; zero where they are not
     * @return a new configuration
     */
    public PoolConfig withOnFull(OnFull rule, Duration timeout) {
        return new PoolConfig(name, size, reserveNormal, reserveHigh, maxWaiting, criticalMax, aging, rule, timeout);
    }

    /**
     * How many slots may be taken, counting all, when a run of that priority starts beside them.
     *
     * @param priority the priority
     * @return a number of slots; {@link Integer#MAX_VALUE} if the pool or the priority is not limited by slots
     */
    public int limit(TaskPriority priority) {
        if (size == UNLIMITED) {
            return Integer.MAX_VALUE;
        }
        return switch (priority) {
            case LOW -> size;
            case NORMAL -> size + reserveNormal;
            case HIGH -> size + reserveNormal + reserveHigh;
            case CRITICAL -> Integer.MAX_VALUE;
        };
    }

    private static TaskConfigurationException invalid(String pool, String problem, String property) {
        return new TaskConfigurationException(
                "Pool '" + pool + "': " + problem + ".", "Change tasky.pools." + pool + "." + property + ".");
    }
}
