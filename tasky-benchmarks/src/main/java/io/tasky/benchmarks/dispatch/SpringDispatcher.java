package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.probe.Progress;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs work by an application of its own, with as many threads as the others have. */
abstract class SpringDispatcher implements Dispatcher {

    /** Spring's executor has 8 threads as it ships; the pool's lines are made long enough for a batch. */
    private static final String[] SIZES = {
        "spring.task.execution.pool.core-size=8",
        "tasky.pools.default.size=8",
        "tasky.pools.default.reserve-normal=0",
        "tasky.pools.default.reserve-high=2",
        "tasky.pools.default.max-waiting=1000000"
    };

    private final ConfigurableApplicationContext context;

    SpringDispatcher(Class<?> application, Progress progress, String... properties) {
        String[] all = Stream.of(SIZES, properties).flatMap(Stream::of).toArray(String[]::new);
        context = Applications.start(application, List.of(progress), all);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
