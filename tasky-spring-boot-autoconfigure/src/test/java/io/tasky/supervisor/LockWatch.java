package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import io.tasky.task.Schedule;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the application's objects, and before what they return of the SPI and of schedules, and notes which calls come
 * from a thread that holds a lock. Thread-safe.
 */
final class LockWatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final String SPI = "io.tasky.spi";

    /** The calls that were made, as {@code Type.method}. */
    final Set<String> calls = ConcurrentHashMap.newKeySet();

    /** Those that were made under a lock, each with the lock. */
    final Queue<String> underLock = new ConcurrentLinkedQueue<>();

    /** The same object, watched. */
    <T> T watched(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call(type, object, method, args)));
    }

    private @Nullable Object call(Class<?> type, Object object, Method method, Object @Nullable [] args)
            throws Throwable {
        if (method.getDeclaringClass() != Object.class) {
            look(type.getSimpleName() + "." + method.getName());
        }
        try {
            return watchedResult(method.getReturnType(), method.invoke(object, args));
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }

    private @Nullable Object watchedResult(Class<?> declared, @Nullable Object result) {
        if (result instanceof List<?> list) {
            return list.stream()
                    .map(element ->
                            element instanceof Delivery<?> delivery ? watched(Delivery.class, delivery) : element)
                    .toList();
        }
        boolean ofSpi = declared.isInterface() && declared.getPackageName().equals(SPI);
        return result != null && (ofSpi || declared == Schedule.class) ? watchedAs(declared, result) : result;
    }

    private <T> T watchedAs(Class<T> type, Object object) {
        return watched(type, type.cast(object));
    }

    /** To be called where the application's code is. */
    void look(String call) {
        calls.add(call);
        locks().forEach(lock -> underLock.add(call + " under " + lock));
    }

    private static List<String> locks() {
        long id = Thread.currentThread().getId();
        ThreadInfo thread = THREADS.getThreadInfo(new long[] {id}, true, true)[0];
        Stream<String> monitors = Arrays.stream(thread.getLockedMonitors())
                .map(MonitorInfo::getLockedStackFrame)
                .map(StackTraceElement::toString);
        Stream<String> locks = Arrays.stream(thread.getLockedSynchronizers()).map(Object::toString);
        return Stream.concat(monitors, locks).toList();
    }
}
