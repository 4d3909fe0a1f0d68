package io.tasky.supervisor;

import io.tasky.pool.PoolFullException;
import io.tasky.task.WaitingFor;
import org.jspecify.annotations.Nullable;

/** Says that there is no room at the gate of a task. Without state, so thread-safe. */
final class GateRefusal {

    private GateRefusal() {}

    /** Why a run is refused that would have to wait at a gate, where as many wait as may. */
    static PoolFullException of(BackgroundEntry task, @Nullable WaitingFor why, int most) {
        String pool = task.facts().pool();
        return new PoolFullException("Task '" + task.name() + "' has no room for one more run: " + most + " wait"
                + because(why) + ", and no more may (max-waiting of pool '" + pool
                + "'). Submit less, or raise tasky.pools." + pool + ".max-waiting.");
    }

    private static String because(@Nullable WaitingFor why) {
        return why == null ? "" : " (" + why.text() + ")";
    }
}
