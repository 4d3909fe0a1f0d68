package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunLocation;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the code of a run is. */
@Timeout(20)
class RunLocationTests {

    private final ReentrantLock lock = new ReentrantLock();

    private final CountDownLatch held = new CountDownLatch(1);

    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void runThatWaitsForALockTellsWhichAndWhoHasIt() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            TaskRun<String> holder = rig.supervisor.submit(this::hold, RunOptions.DEFAULTS);
            held.await();
            TaskRun<String> waiter = rig.supervisor.submit(this::take, RunOptions.DEFAULTS);
            rig.until(lock::hasQueuedThreads);
            // It is in line a moment before it parks.
            rig.until(() -> location(waiter).heldBy() != null);

            RunLocation location = location(waiter);
            assertThat(location.state()).isEqualTo(Thread.State.WAITING);
            assertThat(location.waitsFor()).startsWith(ReentrantLock.class.getName());
            assertThat(location.heldBy()).isEqualTo(location(holder).thread()).startsWith("tasky-default-");
            assertThat(location.stack())
                    .anySatisfy(call -> assertThat(call.getMethodName()).isEqualTo("take"));
            assertThat(rig.supervisor.findRun(waiter.id()))
                    .hasValueSatisfying(run -> assertThat(run.thread()).isEqualTo(location.thread()));
            release.countDown();
            assertThat(waiter.get()).isEqualTo("taken");
        }
    }

    @Test
    void runWithoutAThreadIsNowhere() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            TaskRun<String> holder = rig.supervisor.submit(this::hold, RunOptions.DEFAULTS);
            held.await();
            release.countDown();
            holder.get();
            rig.until(() -> holder.location() == null);

            assertThat(TaskRun.of("at once").location()).isNull();
            assertThat(rig.supervisor.findRun(holder.id()))
                    .hasValueSatisfying(run -> assertThat(run.thread()).isNull());
        }
    }

    private String hold() throws InterruptedException {
        lock.lock();
        try {
            held.countDown();
            release.await();
            return "held";
        } finally {
            lock.unlock();
        }
    }

    private String take() {
        lock.lock();
        try {
            return "taken";
        } finally {
            lock.unlock();
        }
    }

    private static RunLocation location(TaskRun<?> run) {
        return Objects.requireNonNull(run.location());
    }
}
