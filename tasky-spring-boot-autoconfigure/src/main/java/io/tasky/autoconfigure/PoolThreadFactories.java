package io.tasky.autoconfigure;

import io.tasky.autoconfigure.TaskyProperties.Threads;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolThreads;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TimeSource;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.JavaVersion;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Makes each pool with the kind of threads that was chosen for it. Immutable. */
final class PoolThreadFactories {

    private final TaskyProperties properties;

    private final boolean virtualByDefault;

    private final @Nullable ClassLoader classLoader;

    PoolThreadFactories(TaskyProperties properties, Environment environment, @Nullable ClassLoader classLoader) {
        this.properties = properties;
        this.virtualByDefault = Threading.VIRTUAL.isActive(environment);
        this.classLoader = classLoader;
    }

    TaskPool create(PoolConfig config, TimeSource time) {
        return PriorityPool.create(config, time, threads(config.name()));
    }

    private ThreadFactory threads(String pool) {
        TaskyProperties.Pool settings = properties.pools().get(pool);
        Threads chosen = settings == null ? null : settings.threads();
        if (chosen == Threads.VIRTUAL) {
            checkJava(pool);
        }
        boolean virtual = chosen == null ? virtualByDefault : chosen == Threads.VIRTUAL;
        return virtual ? virtualThreads(pool) : new PoolThreads(pool, classLoader);
    }

    private ThreadFactory virtualThreads(String pool) {
        ThreadFactory factory = new VirtualThreadTaskExecutor(PoolThreads.prefix(pool)).getVirtualThreadFactory();
        return work -> {
            Thread thread = factory.newThread(work);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
    }

    private static void checkJava(String pool) {
        if (JavaVersion.getJavaVersion().isOlderThan(JavaVersion.TWENTY_ONE)) {
            throw new TaskConfigurationException(
                    "tasky.pools." + pool + ".threads is 'virtual', but this is Java " + JavaVersion.getJavaVersion()
                            + ", and virtual threads need Java 21.",
                    "Run on Java 21 or later, or set tasky.pools." + pool + ".threads=platform.");
        }
    }
}
