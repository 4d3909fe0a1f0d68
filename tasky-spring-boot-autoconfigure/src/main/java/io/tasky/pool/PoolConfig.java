package io.tasky.pool;

import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskPriority;

/**
 * The sizes of a pool. Immutable; checks itself.
 *
 * @param name the pool's name
 * @param size the slots that every priority may use; -1 for any number
 * @param reserveNormal the slots beyond those that NORMAL and HIGH may use
 * @param reserveHigh the slots beyond those that only HIGH may use
 * @param maxWaiting how many runs of one priority may wait for a slot
 * @param criticalMax how many CRITICAL runs may go on at the same time
 */
public record PoolConfig(String name, int size, int reserveNormal, int reserveHigh, int maxWaiting, int criticalMax) {

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
        return new PoolConfig(name, size, normal, high, maxWaiting, criticalMax);
    }

    /**
     * This configuration with another size.
     *
     * @param slots the slots that every priority may use; -1 for any number
     * @return a new configuration
     */
    public PoolConfig withSize(int slots) {
        return new PoolConfig(name, slots, reserveNormal, reserveHigh, maxWaiting, criticalMax);
    }

    /**
     * This configuration with other limits.
     *
     * @param waiting how many runs of one priority may wait
     * @param critical how many CRITICAL runs may go on
     * @return a new configuration
     */
    public PoolConfig withLimits(int waiting, int critical) {
        return new PoolConfig(name, size, reserveNormal, reserveHigh, waiting, critical);
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
