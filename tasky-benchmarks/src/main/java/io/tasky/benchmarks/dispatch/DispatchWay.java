package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.application.TracedApplication;
import io.tasky.benchmarks.probe.Progress;

/** The ways to run work that are compared. */
public enum DispatchWay {

    /** A {@code ThreadPoolExecutor} of 8 with a {@code LinkedBlockingQueue}. */
    EXECUTOR,

    /** Tasky's pool of 8 and a reserve of 2, without anything around it. */
    POOL,

    /** The executor, and a {@code CompletableFuture} for each piece of work. */
    EXECUTOR_FUTURE,

    /** {@code TaskSupervisor.submit} of an application. */
    SUPERVISOR,

    /** Spring's {@code @Async} on a void method. */
    ASYNC,

    /** {@code @BackgroundTask} on a void method. */
    BACKGROUND,

    /** The same, with a history of no runs. */
    BACKGROUND_WITHOUT_HISTORY,

    /** The same, with history and without meters. */
    BACKGROUND_WITHOUT_METERS,

    /** The same, with meters and a tracer that keeps nothing. */
    BACKGROUND_WITH_TRACER;

    /**
     * Starts it.
     *
     * @param progress whom its markers call
     * @return the running dispatcher
     */
    public Dispatcher start(Progress progress) {
        return switch (this) {
            case EXECUTOR -> new ExecutorDispatcher(progress);
            case POOL -> new PoolDispatcher(progress);
            case EXECUTOR_FUTURE -> new FutureDispatcher(progress);
            case SUPERVISOR -> new SupervisorDispatcher(progress);
            case ASYNC -> new AsyncDispatcher(progress);
            case BACKGROUND -> new BackgroundDispatcher(progress);
            case BACKGROUND_WITHOUT_HISTORY -> new BackgroundDispatcher(progress, "tasky.history.size=0");
            case BACKGROUND_WITHOUT_METERS ->
                new BackgroundDispatcher(
                        progress, "spring.autoconfigure.exclude=io.tasky.autoconfigure.TaskyMetricsAutoConfiguration");
            case BACKGROUND_WITH_TRACER -> new BackgroundDispatcher(TracedApplication.class, progress);
        };
    }
}
