package io.tasky.supervisor;

import io.tasky.spi.TaskListener;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all listeners; one that throws is logged, and the others are still told. What is told with every run has a loop of
 * its own, which makes no garbage. Thread-safe.
 */
final class TaskListeners {

    private static final Logger logger = LoggerFactory.getLogger(TaskListeners.class);

    private static final Set<String> EACH_RUN = Set.of("onStarted", "onLateness", "onFinished");

    private final Supplier<? extends Iterable<TaskListener>> supplier;

    private volatile TaskListener @Nullable [] listeners;

    /** Those of them that are told of each run: asking others that do nothing then would cost every run. */
    private volatile TaskListener @Nullable [] ofRuns;

    TaskListeners(Supplier<? extends Iterable<TaskListener>> supplier) {
        this.supplier = supplier;
    }

    void started(TaskRun<?> run, TaskFacts facts, long waited) {
        for (TaskListener listener : ofRuns()) {
            try {
                listener.onStarted(run, facts, waited);
            } catch (Throwable ex) {
                failed(listener, ex);
            }
        }
    }

    void late(TaskFacts facts, long late) {
        for (TaskListener listener : ofRuns()) {
            try {
                listener.onLateness(facts, late);
            } catch (Throwable ex) {
                failed(listener, ex);
            }
        }
    }

    void finished(TaskRun<?> run, TaskFacts facts, long took) {
        for (TaskListener listener : ofRuns()) {
            try {
                listener.onFinished(run, facts, took);
            } catch (Throwable ex) {
                failed(listener, ex);
            }
        }
    }

    /** Any rarer event. */
    void tell(Consumer<TaskListener> event) {
        for (TaskListener listener : all()) {
            try {
                event.accept(listener);
            } catch (Throwable ex) {
                failed(listener, ex);
            }
        }
    }

    private static void failed(TaskListener listener, Throwable failure) {
        logger.warn("The listener {} failed; the others are told all the same", listener, failure);
    }

    /** Asked for late: listeners are beans that may themselves need the supervisor. */
    private TaskListener[] all() {
        TaskListener[] known = listeners;
        return known != null ? known : find();
    }

    private TaskListener[] ofRuns() {
        TaskListener[] known = ofRuns;
        return known != null ? known : watchingRuns(all());
    }

    private TaskListener[] watchingRuns(TaskListener[] all) {
        TaskListener[] watching =
                Stream.of(all).filter(TaskListeners::watchesRuns).toArray(TaskListener[]::new);
        if (listeners != null) {
            ofRuns = watching;
        }
        return watching;
    }

    /** Where nothing can be known of its methods, it does. */
    private static boolean watchesRuns(TaskListener listener) {
        long inherited = Stream.of(listener.getClass().getMethods())
                .filter(method -> method.getDeclaringClass() == TaskListener.class)
                .filter(method -> EACH_RUN.contains(method.getName()))
                .count();
        return inherited < EACH_RUN.size();
    }

    private TaskListener[] find() {
        List<TaskListener> found = new ArrayList<>();
        try {
            supplier.get().forEach(found::add);
            listeners = found.toArray(TaskListener[]::new);
        } catch (Throwable ex) {
            // A listener that cannot be made must not cost a run; the next event asks again.
            logger.error("The listeners could not be found; nobody is told of what happens now", ex);
        }
        return found.toArray(TaskListener[]::new);
    }
}
