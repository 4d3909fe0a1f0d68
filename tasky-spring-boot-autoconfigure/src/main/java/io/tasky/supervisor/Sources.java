package io.tasky.supervisor;

import java.util.Locale;
import java.util.function.Supplier;

/** Opens and closes the sources of all tasks as the supervisor's state says. Thread-safe. */
final class Sources {

    private final TaskRegistry registry;

    private final Supplier<SupervisorState> state;

    private final LifeSpanWatch lifeSpan;

    /** Held while sources are opened or closed. */
    private final Object lock = new Object();

    Sources(TaskRegistry registry, Supplier<SupervisorState> state, LifeSpanWatch lifeSpan) {
        this.registry = registry;
        this.state = state;
        this.lifeSpan = lifeSpan;
    }

    /** Of two threads that switch, the last one sees the last state. */
    void setAll() {
        synchronized (lock) {
            registry.tasks().forEach(this::set);
        }
        registry.tasks().forEach(task -> {
            task.afterOpening();
            task.sourceSwitched();
        });
        lifeSpan.stateChanged(state.get());
    }

    /** A task was registered. */
    void added(ManagedTask task) {
        if (state.get() != SupervisorState.CREATED) {
            synchronized (lock) {
                set(task);
            }
            task.afterOpening();
        }
    }

    private void set(ManagedTask task) {
        SupervisorState now = state.get();
        task.setOpen(now == SupervisorState.RUNNING, now.name().toLowerCase(Locale.ROOT));
    }
}
