package io.tasky.spring;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.tasky.spi.RunContextCarrier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries what Micrometer's context propagation knows: whatever libraries and the application registered globally, such
 * as the current observation and the security context; and the logging context (MDC) and the locale, unless the
 * application registered these itself. Those two are registered for Tasky alone: globally, they would travel with the
 * application's other executors, too. Thread-safe.
 */
final class ThreadLocalCarrier implements RunContextCarrier {

    /** The global registry's own list, which shows what is registered later, too. */
    private final List<ThreadLocalAccessor<?>> global;

    private final List<ThreadLocalAccessor<?>> own;

    private final ContextSnapshotFactory globalSnapshots;

    private final ContextSnapshotFactory ownSnapshots;

    ThreadLocalCarrier(ContextRegistry global) {
        this.global = global.getThreadLocalAccessors();
        this.globalSnapshots =
                ContextSnapshotFactory.builder().contextRegistry(global).build();
        ContextRegistry forTasky = new ContextRegistry()
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor())
                .registerThreadLocalAccessor(new LocaleAccessor());
        this.own = forTasky.getThreadLocalAccessors();
        this.ownSnapshots = ContextSnapshotFactory.builder()
                .contextRegistry(forTasky)
                .captureKeyPredicate(key -> !isRegistered(key))
                .build();
    }

    @Override
    public @Nullable Captured capture() {
        if (!isAnythingBound(own) && !isAnythingBound(global)) {
            return null;
        }
        ContextSnapshot outer = ownSnapshots.captureAll();
        ContextSnapshot inner = globalSnapshots.captureAll();
        // An observation's scope changes the logging context, and takes that back when it is closed.
        return attempt -> call(outer, () -> call(inner, attempt));
    }

    private static @Nullable Object call(ContextSnapshot snapshot, Attempt attempt) throws Throwable {
        ContextSnapshot.Scope scope = snapshot.setThreadLocals();
        try {
            return attempt.call();
        } finally {
            scope.close();
        }
    }

    private boolean isRegistered(Object key) {
        return global.stream().anyMatch(accessor -> key.equals(accessor.key()));
    }

    /** Most submitters have nothing bound: to see that costs no object, so the list is not iterated over. */
    private static boolean isAnythingBound(List<ThreadLocalAccessor<?>> accessors) {
        try {
            for (int i = 0; i < accessors.size(); i++) {
                Object value = accessors.get(i).getValue();
                if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                    return true;
                }
            }
            return false;
        } catch (IndexOutOfBoundsException ex) {
            // Another thread took an accessor away: a snapshot finds out what is left.
            return true;
        }
    }
}
