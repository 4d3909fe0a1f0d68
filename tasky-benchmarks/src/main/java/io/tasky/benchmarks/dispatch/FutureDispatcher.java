package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.probe.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.openjdk.jmh.infra.Blackhole;

/** The JDK's executor, with a handle for each piece of work. */
final class FutureDispatcher implements Dispatcher {

    private final ThreadPoolExecutor executor = ExecutorDispatcher.create();

    private final Supplier<String> marker;

    FutureDispatcher(Progress progress) {
        this.marker = () -> {
            progress.mark();
            return "done";
        };
    }

    @Override
    public void noop(Blackhole handles) {
        handles.consume(CompletableFuture.supplyAsync(FutureDispatcher::nothing, executor));
    }

    @Override
    public void marker() {
        CompletableFuture<String> unused = CompletableFuture.supplyAsync(marker, executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static String nothing() {
        return "done";
    }
}
