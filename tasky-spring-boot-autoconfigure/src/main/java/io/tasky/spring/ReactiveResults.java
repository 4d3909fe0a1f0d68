package io.tasky.spring;

import io.tasky.task.TaskRun;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Turns what Spring knows as reactive types ({@code Mono}, {@code Flux}, Kotlin's {@code Deferred}, those of RxJava and
 * Mutiny) into futures, and runs into these types. Needs Reactor; without it, there are no reactive types. Without state,
 * so thread-safe.
 */
final class ReactiveResults {

    private static final boolean REACTOR_PRESENT =
            ClassUtils.isPresent("reactor.core.publisher.Mono", ReactiveResults.class.getClassLoader());

    private ReactiveResults() {}

    /** Whether what a method of this type returns can be waited for. */
    static boolean canBeAwaited(Class<?> type) {
        return adapter(type, null) != null;
    }

    /**
     * Subscribes to a reactive value, on this thread.
     *
     * @param returned what a method returned
     * @return a future whose cancel cancels the subscription, with the value, or with null for one of several values; what
     *     was given if it is not reactive
     */
    static Object toFuture(Object returned) {
        ReactiveAdapter adapter = adapter(null, returned);
        return adapter == null ? returned : Reactor.toFuture(adapter, returned);
    }

    /**
     * The adapter of a type that callers may get as their result.
     *
     * @param type the return type of a method
     * @return the adapter, or null if it is not reactive or has more than one value
     */
    static @Nullable ReactiveAdapter adapterOfResult(Class<?> type) {
        ReactiveAdapter adapter = adapter(type, null);
        return adapter != null && adapter.getReactiveType() == type && !adapter.isMultiValue() ? adapter : null;
    }

    /**
     * A run as a reactive value.
     *
     * @param adapter the adapter of its type
     * @param run the run, which goes on whether anybody subscribes or cancels
     * @return the value
     */
    static Object of(ReactiveAdapter adapter, TaskRun<?> run) {
        return Reactor.of(adapter, run);
    }

    private static @Nullable ReactiveAdapter adapter(@Nullable Class<?> type, @Nullable Object source) {
        return REACTOR_PRESENT ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(type, source) : null;
    }

    /** Keeps Reactor out of the outer class. */
    private static final class Reactor {

        private Reactor() {}

        static CompletableFuture<?> toFuture(ReactiveAdapter adapter, Object source) {
            Mono<?> mono = adapter.isMultiValue()
                    ? Flux.from(adapter.toPublisher(source)).then()
                    : Mono.from(adapter.toPublisher(source));
            // What the run carries is for the operators, too, on whatever threads they work.
            return mono.contextCapture().toFuture();
        }

        static Object of(ReactiveAdapter adapter, TaskRun<?> run) {
            return adapter.fromPublisher(new RunMono(run));
        }
    }
}
