package io.tasky.spring;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.tasky.spi.RunContextCarrier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries what Micrometer's context propagation knows: whatever libraries and the application registered globally, such
 * as the current observation and the security context; and the logging context (MDC) and the locale, unless the
 * application registered these itself. Those two are registered for Tasky alone: globally, they would travel with the
 * application's other executors, too. Thread-safe.
 */
final class ThreadLocalCarrier implements RunContextCarrier {

    private final ContextRegistry global;

    private final ContextRegistry own = new ContextRegistry()
            .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor())
            .registerThreadLocalAccessor(new LocaleAccessor());

    private final ContextSnapshotFactory globalSnapshots;

    private final ContextSnapshotFactory ownSnapshots;

    ThreadLocalCarrier(ContextRegistry global) {
        this.global = global;
        this.globalSnapshots =
                ContextSnapshotFactory.builder().contextRegistry(global).build();
        this.ownSnapshots = ContextSnapshotFactory.builder()
                .contextRegistry(own)
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
        return global.getThreadLocalAccessors().stream().anyMatch(accessor -> key.equals(accessor.key()));
    }

    /** Most submitters have nothing bound: to see that should cost next to nothing. */
    private static boolean isAnythingBound(ContextRegistry registry) {
        for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
            Object value = accessor.getValue();
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                return true;
            }
        }
        return false;
    }
}
