package io.tasky.pool;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes platform threads named {@code tasky-<pool>-<n>}. Thread-safe. */
public final class PoolThreads implements ThreadFactory {

    private final String prefix;

    private final @Nullable ClassLoader classLoader;

    private final AtomicInteger count = new AtomicInteger();

    /**
     * Creates the factory.
     *
     * @param pool the pool's name
     * @param classLoader the context class loader of its threads, or null for the creator's
     */
    public PoolThreads(String pool, @Nullable ClassLoader classLoader) {
        this.prefix = prefix(pool);
        this.classLoader = classLoader;
    }

    /**
     * What the names of a pool's threads begin with.
     *
     * @param pool the pool's name
     * @return the prefix, to which a number is added
     */
    public static String prefix(String pool) {
        return "tasky-" + pool + "-";
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, prefix + count.incrementAndGet());
        thread.setDaemon(false);
        if (classLoader != null) {
            thread.setContextClassLoader(classLoader);
        }
        return thread;
    }
}
