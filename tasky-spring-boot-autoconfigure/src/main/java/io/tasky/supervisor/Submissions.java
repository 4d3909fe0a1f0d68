package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes runs of work that is submitted in code. Thread-safe. */
final class Submissions implements TaskSubmitter {

    private final Engine engine;

    private final TaskRegistry registry;

    Submissions(Engine engine, TaskRegistry registry) {
        this.engine = engine;
        this.registry = registry;
    }

    @Override
    public <T extends @Nullable Object> TaskRun<T> submit(Callable<T> work, RunOptions options) {
        BackgroundEntry entry = entry(options);
        DefaultTaskRun<T> run = prepare(entry, work, options, capture());
        engine.intake().accept(entry, run);
        return run;
    }

    @Override
    public <T extends @Nullable Object> List<TaskRun<T>> submitAll(
            Collection<? extends Callable<T>> work, RunOptions options) {
        return SubmitAll.submit(this, work, options);
    }

    @Override
    public boolean awaitAll(Collection<? extends TaskRun<?>> runs, Duration timeout) throws InterruptedException {
        return AwaitAll.await(runs, engine.time(), timeout);
    }

    @Override
    public <I extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
            Stream<? extends I> inputs,
            int parallelism,
            Function<? super I, ? extends T> function,
            RunOptions options) {
        Captured context = capture();
        return OrderedResults.stream(
                inputs, parallelism, input -> submitWith(context, () -> function.apply(input), options));
    }

    /** A run that ends submits the next one, on a thread that has nothing of whoever asked for the results. */
    private <T extends @Nullable Object> TaskRun<T> submitWith(
            @Nullable Captured context, Callable<T> work, RunOptions options) {
        BackgroundEntry entry = entry(options);
        DefaultTaskRun<T> run = prepare(entry, work, options, context);
        engine.intake().accept(entry, run);
        return run;
    }

    @Override
    public <T extends @Nullable Object> TaskChain<T> chain(Callable<T> first) {
        return DefaultTaskChain.of(this, first);
    }

    TimeSource time() {
        return engine.time();
    }

    BackgroundEntry entry(RunOptions options) {
        return registry.submittedWork(options.pool(), options.priority());
    }

    /** A run that counts as accepted, and is to be handed on at once. */
    <T extends @Nullable Object> DefaultTaskRun<T> prepare(
            BackgroundEntry entry, Callable<T> work, RunOptions options, @Nullable Captured context) {
        return new DefaultTaskRun<>(
                entry,
                options.priority(),
                new AdHocCall(work, options),
                engine.time().nanoTime(),
                context);
    }

    @Nullable
    Captured capture() {
        return engine.carrier().capture();
    }

    void accept(BackgroundEntry entry, DefaultTaskRun<?> run) {
        engine.intake().accept(entry, run);
    }
}
