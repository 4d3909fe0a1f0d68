package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it costs to find runs, and that none is missed that moves meanwhile. */
@Timeout(20)
class RunLookupTests {

    private final WatchedPool pools = new WatchedPool();

    private Rig rig() {
        return new Rig(builder -> builder.pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1))
                        .pool(PoolConfig.of("io", 1))
                        .poolFactory(pools::make))
                .started();
    }

    @Test
    void runThatMovesFromItsGateIntoTheLineWhileSomebodyLooksIsFound() throws Exception {
        try (Rig rig = rig()) {
            rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            for (int i = 0; i < 3; i++) {
                rig.supervisor.task("mail").pause();
                TaskRun<?> run = rig.supervisor.call("mail", null);
                pools.afterNextWalk(() -> rig.supervisor.task("mail").resume());
                switch (i) {
                    case 0 -> assertThat(rig.supervisor.findRun(run.id())).isPresent();
                    case 1 -> assertThat(rig.supervisor.run(run.id())).isPresent();
                    default ->
                        assertThat(rig.supervisor.runs(RunFilter.LIVE, 0, 10).items())
                                .extracting(RunSnapshot::id)
                                .contains(run.id());
                }
                // Where nobody has looked, it is still paused.
                rig.supervisor.task("mail").resume();
            }
            release.countDown();
        }
    }

    @Test
    void oneRunAndTheRunsOfOneTaskCostALookAtTheirOwnPoolOnly() throws Exception {
        try (Rig rig = rig()) {
            rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
            rig.supervisor.register(TaskDefinition.background("copy").pool("io").run(() -> {}));
            CountDownLatch release = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> waiting = rig.supervisor.call("mail", null);
            String copied = rig.supervisor.call("copy", null).id();
            rig.supervisor.pool("io").awaitIdle(Rig.LONG);
            int before = pools.walksOf(PoolConfig.DEFAULT_POOL);

            assertThat(rig.supervisor.findRun(copied)).isPresent();
            assertThat(rig.supervisor.run(copied)).isEmpty();
            assertThat(rig.supervisor.runs(RunFilter.liveOf("copy"), 0, 10).items())
                    .isEmpty();
            assertThat(pools.walksOf(PoolConfig.DEFAULT_POOL)).isEqualTo(before);
            // Nothing waits there either.
            assertThat(pools.walksOf("io")).isZero();

            assertThat(rig.supervisor.findRun(waiting.id())).isPresent();
            assertThat(pools.walksOf(PoolConfig.DEFAULT_POOL)).isEqualTo(before + 1);
            assertThat(pools.walksOf("io")).isZero();
            release.countDown();
        }
    }

    @Test
    void runsThatEndedAreTurnedIntoSnapshotsOnlyIfTheyAreOnThePage() throws Exception {
        AtomicInteger moments = new AtomicInteger();
        ManualTimeSource time = new ManualTimeSource();
        try (Rig rig = new Rig(builder -> builder.timeSource(counting(time, moments))).started()) {
            for (String task : new String[] {"mail", "copy"}) {
                rig.supervisor.register(TaskDefinition.background(task).run(() -> {}));
                for (int i = 0; i < 50; i++) {
                    TaskRun<?> run = rig.supervisor.call(task, null);
                    rig.awaitIdle();
                    assertThat(run.isDone()).isTrue();
                }
            }
            moments.set(0);
            RunFilter all = new RunFilter(null, null, Set.of(RunStatus.SUCCEEDED));
            assertThat(rig.supervisor.runs(all, 20, 10).total()).isEqualTo(100);
            RunFilter ofOne = new RunFilter("mail", null, Set.of(RunStatus.SUCCEEDED));
            assertThat(rig.supervisor.runs(ofOne, 0, 10).total()).isEqualTo(50);

            // Three moments of each of twenty runs.
            assertThat(moments).hasValue(60);
        }
    }

    private static TimeSource counting(TimeSource time, AtomicInteger moments) {
        return (TimeSource) Proxy.newProxyInstance(
                TimeSource.class.getClassLoader(), new Class<?>[] {TimeSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toInstant")) {
                        moments.incrementAndGet();
                    }
                    return method.invoke(time, arguments);
                });
    }

    @Test
    void runThatIsStuckIsSaidToBeWhereverItIsShown() throws Exception {
        try (Rig rig = rig()) {
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                entered.countDown();
                release.await();
                return null;
            });
            TaskRun<?> run = rig.supervisor.call("mail", null);
            entered.await();
            assertThat(rig.supervisor
                            .runs(new RunFilter(null, null, Set.of(), true), 0, 10)
                            .items())
                    .isEmpty();
            run.cancel(false);

            for (RunFilter filter : new RunFilter[] {
                new RunFilter(null, null, Set.of(RunStatus.CANCELLED)),
                new RunFilter(null, null, Set.of(RunStatus.RUNNING, RunStatus.CANCELLED)),
                new RunFilter(null, null, Set.of(RunStatus.CANCELLED), true),
                new RunFilter(null, null, Set.of(), true)
            }) {
                assertThat(rig.supervisor.runs(filter, 0, 10).items())
                        .as(filter.toString())
                        .singleElement()
                        .satisfies(shown -> assertThat(shown.stuck()).isTrue());
                assertThat(rig.supervisor.runs(filter, 0, 10).total()).isOne();
            }
            assertThat(rig.supervisor.history("mail"))
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.stuck()).isTrue());
            release.countDown();
            rig.awaitIdle();
            assertThat(rig.supervisor.history("mail"))
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.stuck()).isFalse());
        }
    }

    @Test
    void runIsTheSameAsItTellsOfItselfAndAsItIsFound() throws Exception {
        try (Rig rig = rig()) {
            rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
            TaskRun<?> run = rig.supervisor.call("mail", null);
            RunSnapshot early = rig.supervisor.findRun(run.id()).orElseThrow();
            rig.awaitIdle();

            assertThat(rig.supervisor.findRun(run.id())).contains(early.after(run));
        }
    }
}
