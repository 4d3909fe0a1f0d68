package io.tasky.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Ways to get at time. A reference to a method counts as a call. */
final class TimeAccess {

    private static final Set<String> CLOCKS_AND_TIMERS = Set.of(
            "java.time.Clock",
            "java.util.Date",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "org.springframework.scheduling.TaskScheduler");

    /** By owner and name; of those with a star only what takes arguments, which is a time. */
    private static final Set<String> METHODS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.lang.Thread.join*",
            "java.lang.Object.wait*",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.TimeUnit.timedJoin",
            "java.util.concurrent.TimeUnit.timedWait",
            "java.util.concurrent.locks.Condition.awaitNanos",
            "java.util.concurrent.locks.Condition.awaitUntil",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil");

    static final DescribedPredicate<JavaClass> CLOCK_OR_TIMER =
            describe("are clocks or timers", type -> CLOCKS_AND_TIMERS.contains(type.getName()));

    static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK_OR_WAITS_FOR_A_TIME =
            describe("reads a clock or waits for a time", TimeAccess::matches);

    private TimeAccess() {}

    private static boolean matches(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget method)
                || !method.getOwner().getPackageName().startsWith("java.")) {
            return false;
        }
        String name = method.getOwner().getName() + "." + method.getName();
        boolean takesTime = !method.getRawParameterTypes().isEmpty();
        return METHODS.contains(name)
                || (takesTime && METHODS.contains(name + "*"))
                || isNow(method)
                || isTimed(method);
    }

    private static boolean isNow(CodeUnitAccessTarget method) {
        return method.getOwner().getPackageName().startsWith("java.time")
                && method.getName().equals("now");
    }

    /** As {@code CountDownLatch.await}, {@code Future.get} or {@code BlockingQueue.poll} with a time. */
    private static boolean isTimed(CodeUnitAccessTarget method) {
        return method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(TimeUnit.class))
                && method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(long.class));
    }
}
