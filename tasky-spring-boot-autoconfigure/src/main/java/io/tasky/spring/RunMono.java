package io.tasky.spring;

import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The result of a run. Who blocks on it waits as for the run itself: a run lends its slot meanwhile, and a thread that would
 * wait for its own commit is told so. Needs Reactor. Thread-safe.
 */
final class RunMono extends Mono<Object> {

    private final TaskRun<?> run;

    private final Mono<Object> result;

    RunMono(TaskRun<?> run) {
        this.run = run;
        // Asked for late: a run whose future nobody has asked for logs its failure.
        this.result = Mono.fromFuture(run::toCompletableFuture, true);
    }

    @Override
    public void subscribe(CoreSubscriber<? super Object> subscriber) {
        result.subscribe(subscriber);
    }

    @Override
    public @Nullable Object block() {
        return Schedulers.isInNonBlockingThread() ? super.block() : await(null);
    }

    @Override
    public @Nullable Object block(Duration timeout) {
        return Schedulers.isInNonBlockingThread() ? super.block(timeout) : await(timeout);
    }

    @Override
    public Optional<Object> blockOptional() {
        return Optional.ofNullable(block());
    }

    @Override
    public Optional<Object> blockOptional(Duration timeout) {
        return Optional.ofNullable(block(timeout));
    }

    /** Throws what Reactor throws. */
    private @Nullable Object await(@Nullable Duration timeout) {
        try {
            return timeout == null ? run.get() : run.get(TimeSource.nanosOf(timeout), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw Exceptions.propagate(ex.getCause() == null ? ex : ex.getCause());
        } catch (TimeoutException ex) {
            throw new IllegalStateException("Timeout on blocking read for " + timeout, ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while blocked on " + run, ex);
        }
    }
}
