package io.tasky.supervisor;

import static io.tasky.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports of runs that wait, or run, for too long. */
@SuppressWarnings("FutureReturnValueIgnored") // The body of a task returns an object, which may be a stage.
@Timeout(20)
class RunWatchTests {

    private static final WatchPolicy ONLY_WAITS =
            new WatchPolicy(Duration.ofSeconds(5), Duration.ofSeconds(10), false, Duration.ZERO);

    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    private final List<String> events = new CopyOnWriteArrayList<>();

    private final TaskListener listener = new TaskListener() {

        @Override
        public void onWaitingTooLong(WaitingTooLong event) {
            events.add((event.critical() ? "critical " : "warn ") + event.pool() + " " + event.priority() + " "
                    + event.runs() + " " + Duration.ofNanos(event.waited()));
        }

        @Override
        public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
            waits.add(Duration.ofNanos(waited));
        }

        @Override
        public void onStuck(TaskRun<?> run, TaskFacts facts, long ran, List<StackTraceElement> stack) {
            events.add("stuck " + facts.task() + " " + Duration.ofNanos(ran) + " "
                    + stack.stream().anyMatch(element -> element.getClassName().startsWith(Rig.class.getName())));
        }
    };

    private Rig rig(WatchPolicy policy) {
        return new Rig(builder -> builder.watch(policy)
                        .listeners(() -> List.of(listener))
                        .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)))
                .started();
    }

    private static void late(Rig rig, TaskPriority priority) {
        rig.supervisor.submit(() -> "late", RunOptions.priority(priority));
    }

    private static void call(Rig rig) {
        rig.supervisor.call("mail", null);
    }

    @Test
    void runThatWaitsTooLongIsReportedOnceForEachLimit() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig(WatchPolicy.DEFAULT)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.time.advance(Duration.ofSeconds(3));
            TaskRun<String> run = rig.supervisor.submit(() -> "late", RunOptions.DEFAULTS);
            rig.time.advance(Duration.ofSeconds(5).minusNanos(1));
            assertThat(events).isEmpty();

            rig.time.advance(Duration.ofNanos(1));
            assertThat(events).containsExactly("warn default NORMAL 1 PT5S");
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactly("1 run of priority NORMAL wait longer than PT5S for a slot of pool 'default'"
                            + " (1 of 1 taken); the first is run " + run.id() + " of task 'dynamic', for 5000 ms now."
                            + " Give the pool more slots, or that work a pool of its own.");
            rig.time.advance(Duration.ofSeconds(5));
            rig.time.advance(Duration.ofMinutes(1));
            assertThat(events).containsExactly("warn default NORMAL 1 PT5S", "critical default NORMAL 1 PT10S");
            assertThat(log.messagesAt(Level.ERROR)).hasSize(1);
            blocker.countDown();
        }
    }

    @Test
    void runsOfOnePriorityAreReportedTogether() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig(WatchPolicy.DEFAULT)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            for (int i = 0; i < 1_000; i++) {
                late(rig, TaskPriority.HIGH);
                late(rig, TaskPriority.NORMAL);
            }
            rig.time.advance(Duration.ofSeconds(5));
            assertThat(events).containsExactly("warn default NORMAL 1000 PT5S", "warn default HIGH 1000 PT5S");
            assertThat(log.messagesAt(Level.WARN)).hasSize(2);
            blocker.countDown();
        }
    }

    @Test
    void runsThatComeOneAfterTheOtherAreReportedTogetherAndTheNextWhenTheLimitHasPassedAgain() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig(WatchPolicy.DEFAULT)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            for (int i = 0; i < 600; i++) {
                late(rig, TaskPriority.NORMAL);
                rig.time.advance(Duration.ofMillis(100));
            }
            rig.time.advance(Duration.ofSeconds(20));
            // In a minute, and until the last of them is late.
            assertThat(log.messagesAt(Level.WARN)).hasSizeBetween(12, 14);
            assertThat(log.messagesAt(Level.ERROR)).hasSizeBetween(6, 8);
            assertThat(reported("warn ")).isEqualTo(600);
            assertThat(reported("critical ")).isEqualTo(600);
            blocker.countDown();
        }
    }

    private int reported(String level) {
        return events.stream()
                .filter(event -> event.startsWith(level))
                .mapToInt(event -> Integer.parseInt(event.split(" ", -1)[3]))
                .sum();
    }

    @Test
    void poolsAndPrioritiesAreReportedWhateverWasSaidOfOthers() throws Exception {
        try (Rig rig = rig(ONLY_WAITS)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            late(rig, TaskPriority.NORMAL);
            rig.time.advance(Duration.ofSeconds(1));
            late(rig, TaskPriority.HIGH);
            rig.time.advance(Duration.ofSeconds(4));
            rig.time.advance(Duration.ofSeconds(1));
            assertThat(events).containsExactly("warn default NORMAL 1 PT5S", "warn default HIGH 1 PT5S");
            blocker.countDown();
        }
    }

    @Test
    void lowIsMeantToWaitUnlessAsked() throws Exception {
        try (Rig rig = rig(WatchPolicy.DEFAULT)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            late(rig, TaskPriority.LOW);
            rig.time.advance(Duration.ofHours(1).minusSeconds(3_300));
            assertThat(events).isEmpty();
            blocker.countDown();
        }
        WatchPolicy low = new WatchPolicy(Duration.ofSeconds(5), Duration.ZERO, true, Duration.ZERO);
        try (Rig rig = rig(low)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            late(rig, TaskPriority.LOW);
            rig.time.advance(Duration.ofHours(1));
            assertThat(events).containsExactly("warn default LOW 1 PT5S");
            blocker.countDown();
        }
    }

    @Test
    void heldRunWaitsFromTheMomentItIsLetGo() throws Exception {
        try (Rig rig = rig(ONLY_WAITS)) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> "sent");
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            HeldRun held = rig.supervisor.hold("mail", null);
            // Long enough that nothing is looked at any more.
            rig.time.advance(Duration.ofHours(1));
            held.release();
            rig.time.advance(Duration.ofSeconds(5).minusNanos(1));
            assertThat(events).isEmpty();

            rig.time.advance(Duration.ofNanos(1));
            assertThat(events).containsExactly("warn default NORMAL 1 PT5S");
            blocker.countDown();
        }
    }

    @Test
    void runWaitsForASlotFromTheMomentTheGateOfItsTaskLetsItIn() throws Exception {
        try (Rig rig = rig(ONLY_WAITS)) {
            TaskControl task = rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> "sent");
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            task.pause();
            TaskRun<?> run = rig.supervisor.call("mail", null);
            // Long enough that nothing is looked at any more.
            rig.time.advance(Duration.ofHours(1));
            task.resume();
            rig.time.advance(Duration.ofSeconds(5).minusNanos(1));
            assertThat(events).isEmpty();

            rig.time.advance(Duration.ofNanos(1));
            assertThat(events).containsExactly("warn default NORMAL 1 PT5S");
            blocker.countDown();
            run.get();
            assertThat(waits).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
        }
    }

    @Test
    void runWaitsForASlotFromTheEndOfTheOneThatItFollows() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (Rig rig = rig(ONLY_WAITS)) {
            TaskControl task = rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                begun.countDown();
                first.await();
                return "sent";
            });
            TaskRun<?> before = task.trigger();
            begun.await();
            TaskRun<?> follows = task.trigger();
            rig.time.advance(Duration.ofHours(1));
            first.countDown();
            before.get();
            follows.get();
            assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO);
        }
    }

    @Test
    void runThatWasSentBackFromItsThreadIsWatchedAgain() throws Exception {
        try (Rig rig = rig(ONLY_WAITS)) {
            ManagedTask task =
                    (ManagedTask) rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> "sent");
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            DefaultTaskRun<?> run = (DefaultTaskRun<?>) rig.supervisor.call("mail", null);
            assertThat(rig.pool().remove(run)).isTrue();
            rig.pool().readmit(RetryTurn.insteadOf(run));
            rig.time.advance(Duration.ofSeconds(5));
            assertThat(events).containsExactly("warn default NORMAL 1 PT5S");
            blocker.countDown();
            assertThat(run.get()).isEqualTo("sent");
            assertThat(task.snapshot().counts().succeeded()).isOne();
        }
    }

    @Test
    void attemptThatGoesOnForTooLongIsReportedOnceWithItsStack() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig(WatchPolicy.DEFAULT)) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.time.advance(Duration.ofMinutes(10).minusNanos(1));
            assertThat(events).isEmpty();
            rig.time.advance(Duration.ofNanos(1));
            rig.time.advance(Duration.ofHours(1));

            assertThat(events).containsExactly("stuck dynamic PT10M true");
            assertThat(log.at(Level.WARN)).singleElement().satisfies(event -> {
                assertThat(event.getFormattedMessage())
                        .endsWith(
                                "has been running for 600 s in attempt 1 (tasky.stuck-after is PT10M); this is where it is");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("tasky-default-1");
                assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                        .isNotEmpty();
            });
            blocker.countDown();
        }
    }

    @Test
    void stageThatIsNotCompleteForTooLongHasNoStack() throws Exception {
        try (Rig rig = rig(WatchPolicy.DEFAULT)) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            CountDownLatch running = new CountDownLatch(1);
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                running.countDown();
                return stage;
            });
            call(rig);
            running.await();
            // On a thread of the pool after it: its own is back then.
            rig.supervisor
                    .submit(() -> "after it", RunOptions.priority(TaskPriority.CRITICAL))
                    .get();
            rig.time.advance(Duration.ofMinutes(10));
            assertThat(events).contains("stuck mail PT10M false");
            stage.complete("done");
        }
    }

    @Test
    void eachIsFoundAmongMoreTasksThanAreLookedAtAtOnce() throws Exception {
        int calls = 8;
        int tasks = 4 * StuckReports.AT_ONCE;
        CountDownLatch running = new CountDownLatch(calls);
        CountDownLatch end = new CountDownLatch(1);
        try (Rig rig = new Rig(builder ->
                        builder.listeners(() -> List.of(listener)).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, calls)))
                .started()) {
            for (int i = 0; i < tasks; i++) {
                rig.register(TaskKind.BACKGROUND, "mail-" + i, TaskAttributes.NONE, payload -> {
                    running.countDown();
                    end.await();
                    return null;
                });
            }
            for (int i = 0; i < calls; i++) {
                rig.supervisor.call("mail-" + i * tasks / calls, null);
            }
            running.await();
            rig.time.advance(Duration.ofHours(1));
            assertThat(events)
                    .hasSize(calls)
                    .doesNotHaveDuplicates()
                    .allMatch(event -> event.startsWith("stuck mail-"));
            end.countDown();
        }
    }

    @Test
    void pausesBetweenAttemptsAreNoRunning() throws Exception {
        try (Rig rig = rig(WatchPolicy.DEFAULT)) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        throw new IllegalStateException("no");
                    },
                    (attempt, failure) -> attempt < 9 ? Duration.ofMinutes(9) : null));
            call(rig);
            for (int i = 0; i < 8; i++) {
                rig.awaitIdle();
                rig.time.advance(Duration.ofMinutes(9));
            }
            rig.awaitIdle();
            assertThat(events).isEmpty();
        }
    }

    @Test
    void zeroSwitchesTheReportsOff() throws Exception {
        try (Rig rig = rig(new WatchPolicy(Duration.ZERO, Duration.ZERO, true, Duration.ZERO))) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            late(rig, TaskPriority.NORMAL);
            rig.time.advance(Duration.ofDays(1));
            assertThat(events).isEmpty();
            blocker.countDown();
        }
    }

    @Test
    void lengthsThatMakeNoSenseAreRefused() {
        assertRefused(
                () -> new WatchPolicy(Duration.ofSeconds(5), Duration.ofSeconds(1), false, Duration.ZERO),
                "tasky.start-timeout.critical (PT1S) is shorter than tasky.start-timeout.warn (PT5S).",
                "Raise the former, or lower the latter.");
        assertRefused(
                () -> new WatchPolicy(Duration.ZERO, Duration.ZERO, false, Duration.ofSeconds(-1)),
                "tasky.stuck-after must not be negative, was PT-1S.",
                "Set it to zero to switch it off, or above.");
    }
}
