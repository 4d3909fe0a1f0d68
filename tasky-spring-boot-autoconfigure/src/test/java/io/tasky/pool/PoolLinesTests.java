package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolLinesTests {

    /** Whoever holds a run that has ended must not keep those that came after it alive. */
    @Test
    void entriesOfTheInboxAreNotLinkedOnceTheyAreInLine() {
        PoolLines lines =
                new PoolLines(new SlotLedger(PoolConfig.of("mail", 1)), new Handover(), new ManualTimeSource());
        PoolEntry first = new Idle();
        PoolEntry second = new Idle();
        first.next = second;

        lines.admitAll(first);

        assertThat(first.next).isNull();
        assertThat(lines.pollReady(false)).isSameAs(first);
        assertThat(lines.remove(second)).isTrue();
    }

    private static final class Idle extends PoolEntry {

        Idle() {
            super(TaskPriority.NORMAL);
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            return Next.DONE;
        }
    }
}
