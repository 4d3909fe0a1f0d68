package io.tasky.benchmarks;

import io.tasky.benchmarks.delay.DelayWay;
import io.tasky.benchmarks.dispatch.DispatchWay;
import io.tasky.benchmarks.item.ItemWay;
import io.tasky.benchmarks.periodic.PeriodicWay;
import io.tasky.benchmarks.read.ReadWay;
import io.tasky.benchmarks.start.StartWay;
import io.tasky.benchmarks.timer.TimerWay;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is measured. Peers stand beside each other, because cases are measured in this order, or the reverse. */
enum Case {

    /** The JDK's executor. */
    EXECUTOR(Group.DISPATCH, DispatchWay.EXECUTOR, "ThreadPoolExecutor(8)"),

    /** Tasky's pool alone. */
    POOL(Group.DISPATCH, DispatchWay.POOL, "PriorityPool(8+2).submit"),

    /** The JDK's executor, with handles. */
    EXECUTOR_FUTURE(Group.DISPATCH, DispatchWay.EXECUTOR_FUTURE, "ThreadPoolExecutor(8) + CompletableFuture"),

    /** Tasky's supervisor. */
    SUPERVISOR(Group.DISPATCH, DispatchWay.SUPERVISOR, "supervisor.submit"),

    /** Spring's annotation. */
    ASYNC(Group.DISPATCH, DispatchWay.ASYNC, "@Async void"),

    /** Tasky's annotation. */
    BACKGROUND(Group.DISPATCH, DispatchWay.BACKGROUND, "@BackgroundTask void"),

    /** Tasky's annotation, nothing kept of runs that have ended. */
    BACKGROUND_WITHOUT_HISTORY(
            Group.DISPATCH, DispatchWay.BACKGROUND_WITHOUT_HISTORY, "@BackgroundTask void, history.size=0"),

    /** First in, first out, beside sleeping work. */
    SLEEPING_FIFO(Group.SLEEPING, DelayWay.FIFO, "ThreadPoolExecutor(8)"),

    /** A priority queue beside sleeping work. */
    SLEEPING_PRIORITY_QUEUE(Group.SLEEPING, DelayWay.PRIORITY_QUEUE, "PriorityBlockingQueue pool"),

    /** HIGH beside sleeping work. */
    SLEEPING_HIGH(Group.SLEEPING, DelayWay.HIGH, "PriorityPool(8+2), HIGH"),

    /** Two executors beside sleeping work. */
    SLEEPING_TWO_EXECUTORS(Group.SLEEPING, DelayWay.TWO_EXECUTORS, "two pools 8+2"),

    /** CRITICAL beside sleeping work. */
    SLEEPING_CRITICAL(Group.SLEEPING, DelayWay.CRITICAL, "PriorityPool(8+2), CRITICAL"),

    /** First in, first out, beside work that uses processors. */
    SPINNING_FIFO(Group.SPINNING, DelayWay.FIFO, "ThreadPoolExecutor(8)"),

    /** A priority queue beside work that uses processors. */
    SPINNING_PRIORITY_QUEUE(Group.SPINNING, DelayWay.PRIORITY_QUEUE, "PriorityBlockingQueue pool"),

    /** HIGH beside work that uses processors. */
    SPINNING_HIGH(Group.SPINNING, DelayWay.HIGH, "PriorityPool(8+2), HIGH"),

    /** Two executors beside work that uses processors. */
    SPINNING_TWO_EXECUTORS(Group.SPINNING, DelayWay.TWO_EXECUTORS, "two pools 8+2"),

    /** CRITICAL beside work that uses processors. */
    SPINNING_CRITICAL(Group.SPINNING, DelayWay.CRITICAL, "PriorityPool(8+2), CRITICAL"),

    /** HIGH beside a queue. */
    QUEUE_HIGH(Group.QUEUE, null, "@BackgroundTask, HIGH"),

    /** The JDK's executor with few timers. */
    FEW_EXECUTOR_TIMERS(Group.FEW_TIMERS, TimerWay.EXECUTOR, Labels.EXECUTOR),

    /** Few alarms. */
    FEW_ALARMS(Group.FEW_TIMERS, TimerWay.ALARM, Labels.ALARM),

    /** Few keys. */
    FEW_KEYS(Group.FEW_TIMERS, TimerWay.KEYED, Labels.KEYED),

    /** The JDK's executor with many timers. */
    MANY_EXECUTOR_TIMERS(Group.MANY_TIMERS, TimerWay.EXECUTOR, Labels.EXECUTOR),

    /** Many alarms. */
    MANY_ALARMS(Group.MANY_TIMERS, TimerWay.ALARM, Labels.ALARM),

    /** Many keys. */
    MANY_KEYS(Group.MANY_TIMERS, TimerWay.KEYED, Labels.KEYED),

    /** The memory and lateness of the JDK's executor. */
    EXECUTOR_TIMER_LIFE(Group.TIMER_LIFE, TimerWay.EXECUTOR, Labels.EXECUTOR),

    /** The memory and lateness of alarms. */
    ALARM_LIFE(Group.TIMER_LIFE, TimerWay.ALARM, Labels.ALARM),

    /** The memory and lateness of keys. */
    KEY_LIFE(Group.TIMER_LIFE, TimerWay.KEYED, Labels.KEYED),

    /** The JDK's executor with periodic tasks. */
    EXECUTOR_TICKS(Group.PERIODIC, PeriodicWay.EXECUTOR, Labels.EXECUTOR),

    /** Spring's scheduled methods. */
    SCHEDULED_TICKS(Group.PERIODIC, PeriodicWay.SCHEDULED, "@Scheduled"),

    /** Tasky's periodic tasks. */
    PERIODIC_TASKS(Group.PERIODIC, PeriodicWay.TASKY, "supervisor.register(fixedRate)"),

    /** The JDK's queue with threads. */
    BLOCKING_QUEUE(Group.ITEMS, ItemWay.BLOCKING_QUEUE, "ArrayBlockingQueue, threads"),

    /** Tasky's queue alone. */
    TASK_QUEUE(Group.ITEMS, ItemWay.QUEUE, "TaskQueue"),

    /** Tasky's annotation. */
    QUEUE_WORKER(Group.ITEMS, ItemWay.WORKER, "@QueueWorker"),

    /** Spring Integration's channel. */
    QUEUE_CHANNEL(Group.ITEMS, ItemWay.SPRING_INTEGRATION, "Spring Integration QueueChannel"),

    /** Nobody reads. */
    UNREAD(Group.READS, ReadWay.QUIET, "nobody reads"),

    /** Somebody does. */
    READ(Group.READS, ReadWay.READ, "10 reads a second"),

    /** Tasky's annotation without meters. */
    UNMEASURED(Group.METERS, DispatchWay.BACKGROUND_WITHOUT_METERS, "@BackgroundTask void, no meters"),

    /** Tasky's annotation as it ships. */
    MEASURED(Group.METERS, DispatchWay.BACKGROUND, "@BackgroundTask void, meters"),

    /** Tasky's annotation with a tracer. */
    TRACED(Group.METERS, DispatchWay.BACKGROUND_WITH_TRACER, "@BackgroundTask void, meters and a tracer"),

    /** A web application without Tasky. */
    START_WITHOUT(Group.STARTS, StartWay.WITHOUT, "web and actuator"),

    /** A web application with Spring's annotations. */
    START_SPRING(Group.STARTS, StartWay.SPRING, "web, actuator, 40 @Async, 30 @Scheduled"),

    /** A web application with Tasky. */
    START_WITH(Group.STARTS, StartWay.WITH, "web, actuator and 100 tasks");

    private final Group group;

    private final @Nullable Enum<?> way;

    private final String label;

    Case(Group group, @Nullable Enum<?> way, String label) {
        this.group = group;
        this.way = way;
        this.label = label;
    }

    Group group() {
        return group;
    }

    Optional<String> way() {
        return Optional.ofNullable(way).map(Enum::name);
    }

    String label() {
        return label;
    }

    /** Labels of more than one case. */
    private static final class Labels {

        static final String EXECUTOR = "ScheduledThreadPoolExecutor";

        static final String ALARM = "TimeSource.alarm";

        static final String KEYED = "TaskTimer.reset(key)";
    }

    /** The case of a group that tells whether a round was starved. */
    static Optional<Case> plain(Group group) {
        return Stream.of(SLEEPING_FIFO, SPINNING_FIFO)
                .filter(plain -> plain.group == group)
                .findFirst();
    }
}
