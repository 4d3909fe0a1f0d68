package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import org.junit.jupiter.api.Test;

class InlinePoolTests {

    private final InlinePool pool =
            new InlinePool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1), new ManualTimeSource(), new FailedRuns());

    @Test
    void permitsAreThereUntilThePoolIsClosed() {
        assertThat(pool.tryAcquire(TaskPriority.NORMAL)).isNotNull();

        pool.shutdown();

        assertThat(pool.tryAcquire(TaskPriority.NORMAL)).isNull();
        assertThat(pool.available(TaskPriority.NORMAL)).isZero();
    }
}
