package io.tasky.task;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that a task's declaration can say. Immutable; the constants are all there are.
 *
 * @param <T> the type of its value
 */
public final class TaskAttribute<T> {

    private static final List<TaskAttribute<?>> ALL = new ArrayList<>();

    private static final EnumSet<TaskKind> ANY = EnumSet.allOf(TaskKind.class);

    /** The pool that runs it. */
    public static final TaskAttribute<String> POOL = new TaskAttribute<>("pool", String.class, ANY);

    /** The priority of its runs. */
    public static final TaskAttribute<TaskPriority> PRIORITY = new TaskAttribute<>("priority", TaskPriority.class, ANY);

    /** Whether it starts runs from the beginning. */
    public static final TaskAttribute<Boolean> ENABLED = new TaskAttribute<>("enabled", Boolean.class, ANY);

    /** How long one attempt may take, the wait for a slot not counted; more than zero. Unset: as long as it likes. */
    public static final TaskAttribute<Duration> TIMEOUT = new TaskAttribute<>("timeout", Duration.class, ANY);

    /** How many of its runs may go on at the same time, at least 1. Unset: as many as its pool has slots for. */
    public static final TaskAttribute<Integer> MAX_CONCURRENT =
            new TaskAttribute<>("maxConcurrent", Integer.class, ANY);

    /** How often its runs may start. Unset: as often as they can. */
    public static final TaskAttribute<RateLimit> RATE_LIMIT = new TaskAttribute<>("rateLimit", RateLimit.class, ANY);

    /** Whether its failure makes the application's health DOWN, until it succeeds again. */
    public static final TaskAttribute<Boolean> HEALTH = new TaskAttribute<>("health", Boolean.class, ANY);

    /**
     * How many attempts may follow the first one. As the four below, it is what an annotation or the configuration says; a
     * definition made in code has a {@link RetryPolicy} instead.
     */
    public static final TaskAttribute<Integer> RETRY_MAX_RETRIES = retry("maxRetries", Integer.class);

    /** The pause before the first retry. */
    public static final TaskAttribute<Duration> RETRY_DELAY = retry("delay", Duration.class);

    /** What each pause is multiplied by to give the next one. */
    public static final TaskAttribute<Double> RETRY_MULTIPLIER = retry("multiplier", Double.class);

    /** The longest pause. */
    public static final TaskAttribute<Duration> RETRY_MAX_DELAY = retry("maxDelay", Duration.class);

    /** How much a pause may be longer or shorter by chance. */
    public static final TaskAttribute<Duration> RETRY_JITTER = retry("jitter", Duration.class);

    /** Start to start, on a fixed grid. */
    public static final TaskAttribute<Duration> FIXED_RATE = periodic("fixedRate", Duration.class);

    /** End to start. */
    public static final TaskAttribute<Duration> FIXED_DELAY = periodic("fixedDelay", Duration.class);

    /** A cron expression of six fields. */
    public static final TaskAttribute<String> CRON = periodic("cron", String.class);

    /** The time zone of the cron expression. */
    public static final TaskAttribute<ZoneId> ZONE = periodic("zone", ZoneId.class);

    /** How long to wait before the first tick. */
    public static final TaskAttribute<Duration> INITIAL_DELAY = periodic("initialDelay", Duration.class);

    /** How much later than its moment a tick may start, by chance; zero for never. The moments themselves stay. */
    public static final TaskAttribute<Duration> JITTER = periodic("jitter", Duration.class);

    /** What a tick does while an earlier run goes on. */
    public static final TaskAttribute<OverlapPolicy> OVERLAP = periodic("overlap", OverlapPolicy.class);

    /** Whether ticks are made up for that were missed because nobody looked. */
    public static final TaskAttribute<Boolean> CATCH_UP = periodic("catchUp", Boolean.class);

    /** What follows a failure. */
    public static final TaskAttribute<ErrorPolicy> ON_ERROR = periodic("onError", ErrorPolicy.class);

    /** How long after it was armed a timer fires. */
    public static final TaskAttribute<Duration> DELAY = timer("delay", Duration.class);

    /** Whether a timer is armed at the start. */
    public static final TaskAttribute<Boolean> AUTO_START = timer("autoStart", Boolean.class);

    /** The key whose timer an event resets, as an expression. */
    public static final TaskAttribute<String> TIMER_KEY = timer("key", String.class);

    /** Whether a timer fires at the first reset. */
    public static final TaskAttribute<Boolean> LEADING = timer("leading", Boolean.class);

    /** How long after the first reset a timer fires at the latest; not less than its delay. */
    public static final TaskAttribute<Duration> MAX_WAIT = timer("maxWait", Duration.class);

    /** Whether there is one timer for each key. No annotation and no configuration says so: the code's parameters do. */
    public static final TaskAttribute<Boolean> KEYED =
            new TaskAttribute<>("keyed", Boolean.class, EnumSet.noneOf(TaskKind.class));

    /** The name of the queue in front of a worker. */
    public static final TaskAttribute<String> QUEUE = queue("queue", String.class);

    /** How many items a worker handles at the same time. */
    public static final TaskAttribute<Integer> WORKERS = queue("workers", Integer.class);

    /** How many items the queue holds; -1 for any number. */
    public static final TaskAttribute<Integer> CAPACITY = queue("capacity", Integer.class);

    /** What a full queue does. */
    public static final TaskAttribute<OverflowPolicy> OVERFLOW = queue("overflow", OverflowPolicy.class);

    /** How many items a worker gets at once at most, as a list. */
    public static final TaskAttribute<Integer> BATCH_SIZE = queue("batchSize", Integer.class);

    /** How long the first item of a batch waits for the others. */
    public static final TaskAttribute<Duration> BATCH_TIMEOUT = queue("batchTimeout", Duration.class);

    /** What orders the items: the name of a {@link java.util.Comparator} that its {@link ItemRules} have. */
    public static final TaskAttribute<String> ORDER_BY = queue("orderBy", String.class);

    /** What the key of an item is: an expression that its {@link ItemRules} evaluate. */
    public static final TaskAttribute<String> KEY = queue("key", String.class);

    /** The queue that gets the items whose runs failed for good. */
    public static final TaskAttribute<String> DEAD_LETTER = queue("deadLetter", String.class);

    /** Where the queue keeps its items: the name of a backend. */
    public static final TaskAttribute<String> BACKEND = queue("backend", String.class);

    /** Whether it is submitted once when the application is ready. */
    public static final TaskAttribute<Boolean> ON_STARTUP =
            new TaskAttribute<>("onStartup", Boolean.class, EnumSet.of(TaskKind.BACKGROUND));

    /** An expression over the arguments of a call: while a run with its value waits or goes on, no other one begins. */
    public static final TaskAttribute<String> UNIQUE_KEY =
            new TaskAttribute<>("uniqueKey", String.class, EnumSet.of(TaskKind.BACKGROUND));

    /** When calls that are made inside a transaction are submitted. */
    public static final TaskAttribute<SubmitPolicy> SUBMIT =
            new TaskAttribute<>("submit", SubmitPolicy.class, EnumSet.of(TaskKind.BACKGROUND));

    /** Whether it is submitted once when the supervisor closes for good. */
    public static final TaskAttribute<Boolean> ON_SHUTDOWN =
            new TaskAttribute<>("onShutdown", Boolean.class, EnumSet.of(TaskKind.BACKGROUND));

    private final String name;

    private final Class<T> type;

    private final Set<TaskKind> kinds;

    private TaskAttribute(String name, Class<T> type, Set<TaskKind> kinds) {
        this.name = name;
        this.type = type;
        this.kinds = kinds;
        ALL.add(this);
    }

    private static <T> TaskAttribute<T> retry(String name, Class<T> type) {
        return new TaskAttribute<>("retry." + name, type, ANY);
    }

    private static <T> TaskAttribute<T> periodic(String name, Class<T> type) {
        return new TaskAttribute<>(name, type, EnumSet.of(TaskKind.PERIODIC));
    }

    private static <T> TaskAttribute<T> timer(String name, Class<T> type) {
        return new TaskAttribute<>(name, type, EnumSet.of(TaskKind.TIMER));
    }

    private static <T> TaskAttribute<T> queue(String name, Class<T> type) {
        return new TaskAttribute<>(name, type, EnumSet.of(TaskKind.QUEUE));
    }

    /**
     * The attributes that a kind of task has.
     *
     * @param kind the kind
     * @return its attributes, in the order of their declaration
     */
    public static List<TaskAttribute<?>> of(TaskKind kind) {
        return ALL.stream().filter(attribute -> attribute.kinds.contains(kind)).toList();
    }

    /**
     * The attribute's name, as an annotation spells it.
     *
     * @return the name, in camel case; with a dot where it belongs to an annotation within the annotation
     */
    public String name() {
        return name;
    }

    /**
     * The type of its values.
     *
     * @return a class
     */
    public Class<T> type() {
        return type;
    }

    /**
     * Whether it is one of the three that say when a periodic task is due. Naming one of them replaces a whole schedule.
     *
     * @return true for the rate, the delay and the cron expression
     */
    public boolean isTrigger() {
        return this == FIXED_RATE || this == FIXED_DELAY || this == CRON;
    }

    /**
     * Whether it is part of a schedule.
     *
     * @return true for the triggers and what refines them
     */
    public boolean isSchedule() {
        return isTrigger() || this == ZONE || this == INITIAL_DELAY || this == JITTER;
    }

    /**
     * Whether it is part of a retry, as annotations and the configuration say it.
     *
     * @return true for what stands within {@code retry}
     */
    public boolean isRetry() {
        return name.startsWith("retry.");
    }

    /**
     * Whether annotations say it in words, and a task that is made in code brings the code for it, or has no use for it.
     *
     * @return true for names of beans, for expressions, and for when calls of methods are submitted
     */
    public boolean isInWords() {
        return this == ORDER_BY || this == KEY || this == TIMER_KEY || this == UNIQUE_KEY || this == SUBMIT;
    }

    @Override
    public String toString() {
        return name;
    }
}
