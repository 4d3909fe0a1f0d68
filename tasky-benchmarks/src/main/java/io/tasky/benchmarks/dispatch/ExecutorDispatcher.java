package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.probe.Progress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** The JDK's executor. */
final class ExecutorDispatcher implements Dispatcher {

    private final ThreadPoolExecutor executor = create();

    private final Runnable marker;

    ExecutorDispatcher(Progress progress) {
        this.marker = progress::mark;
    }

    static ThreadPoolExecutor create() {
        return new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public void noop(Blackhole handles) {
        executor.execute(ExecutorDispatcher::nothing);
    }

    @Override
    public void marker() {
        executor.execute(marker);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static void nothing() {}
}
