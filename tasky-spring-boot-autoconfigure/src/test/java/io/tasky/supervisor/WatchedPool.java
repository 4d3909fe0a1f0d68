package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.task.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Makes pools that tell how often somebody looks at all who wait in them, and lets something happen right after that. */
final class WatchedPool {

    private final Map<String, Integer> walks = new ConcurrentHashMap<>();

    private final AtomicReference<Runnable> afterNextWalk = new AtomicReference<>(() -> {});

    int walksOf(String pool) {
        return walks.getOrDefault(pool, 0);
    }

    void afterNextWalk(Runnable action) {
        afterNextWalk.set(action);
    }

    TaskPool make(PoolConfig config, TimeSource time) {
        TaskPool pool = PriorityPool.create(config, time, Thread::new);
        return (TaskPool) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TaskPool.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    } finally {
                        if (method.getName().equals("forEachWaiting")) {
                            walks.merge(config.name(), 1, Integer::sum);
                            afterNextWalk.getAndSet(() -> {}).run();
                        }
                    }
                });
    }
}
