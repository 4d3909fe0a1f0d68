package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.spi.CronFactory;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.RunContextCarrier;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TickDelays;
import io.tasky.task.QueueConfig;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TimeSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a builder was told, or the defaults. Written by the builder, read by the assembly, by one thread. */
final class SupervisorSettings {

    final Map<String, PoolConfig> pools = new LinkedHashMap<>();

    final Map<String, QueueStoreFactory> queueStores = new LinkedHashMap<>();

    final Map<String, QueueConfig> queues = new LinkedHashMap<>();

    @Nullable
    TimeSource time;

    @Nullable
    BiFunction<PoolConfig, TimeSource, TaskPool> poolFactory;

    Supplier<? extends Iterable<TaskListener>> listeners = List::of;

    Supplier<? extends Iterable<TaskInterceptor>> interceptors = List::of;

    RunContextCarrier contextCarrier = RunContextCarrier.NONE;

    CronFactory cronFactory = (expression, zone) -> {
        throw new TaskConfigurationException(
                "The cron expression '" + expression + "' cannot be read: this supervisor was built without cron.",
                "Give the builder a cronFactory.");
    };

    TickDelays tickDelays = TickDelays.WITHOUT_BACK_OFF;

    Supplier<? extends Collection<TaskErrorHandler>> errorHandlers = List::of;

    ShutdownPolicy shutdown = ShutdownPolicy.DEFAULT;

    WatchPolicy watch = WatchPolicy.DEFAULT;

    int historySize = TaskSupervisorBuilder.DEFAULT_HISTORY;

    boolean enabled = true;

    boolean autoStart = true;

    Ending ending = Ending.NEVER;
}
