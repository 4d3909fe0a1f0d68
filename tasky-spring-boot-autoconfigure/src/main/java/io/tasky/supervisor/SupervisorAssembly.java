package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.util.Map;
import java.util.Objects;

/** Makes the parts of a supervisor and joins them, as its settings say. Used once, by one thread. */
final class SupervisorAssembly {

    private final SupervisorSettings settings;

    private final Switches switches;

    SupervisorAssembly(SupervisorSettings settings) {
        this.settings = settings;
        this.switches = new Switches(settings.enabled, settings.autoStart, settings.ending);
    }

    TaskSupervisor assemble() {
        SystemTimeSource own = settings.time == null ? SystemTimeSource.create() : null;
        TimeSource time = own != null ? own : Objects.requireNonNull(settings.time);
        Engine engine = engine(time);
        PoolRegistry pools = PoolAssembly.of(settings, engine);
        Schedules schedules = new Schedules(
                settings.cronFactory,
                settings.tickDelays,
                settings.ending.span().length());
        QueueRegistry queues = new QueueRegistry(engine, Map.copyOf(settings.queueStores), Map.copyOf(settings.queues));
        TaskRegistry registry = new TaskRegistry(engine, pools, schedules, queues);
        EarlyRuns early = new EarlyRuns();
        CreatedPools created = new CreatedPools(engine, registry, pools, early, settings.shutdown);
        SupervisorEnd end = new SupervisorEnd(engine, registry, created, settings.shutdown, own);
        SupervisorLife life = new SupervisorLife(engine, registry, switches, early, end);
        Unregistration unregistration = new Unregistration(engine, registry, early, settings.shutdown);
        return new DefaultTaskSupervisor(engine, registry, life, early, created, unregistration);
    }

    private Engine engine(TimeSource time) {
        TaskListeners listeners = new TaskListeners(settings.listeners);
        RunOutcomes outcomes = new RunOutcomes(time, listeners, new ErrorHandlers(settings.errorHandlers));
        return new Engine(
                time,
                listeners,
                settings.contextCarrier,
                new RunIds(),
                new TaskRunner(listeners, outcomes, new TaskInterceptors(settings.interceptors)),
                outcomes,
                new Intake(switches),
                new CommitHolds(),
                new EndWatch(time),
                new RunWatch(time, listeners, settings.watch),
                settings.historySize);
    }
}
