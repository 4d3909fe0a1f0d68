package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tasks that work on one queue. Thread-safe; reading takes no lock. */
final class QueueTasks {

    /** Replaced with the monitor held. */
    private volatile QueueLoop[] loops = {};

    synchronized void add(QueueLoop loop) {
        List<QueueLoop> all = all();
        all.add(loop);
        loops = all.toArray(QueueLoop[]::new);
    }

    synchronized void remove(QueueLoop loop) {
        List<QueueLoop> all = all();
        all.remove(loop);
        loops = all.toArray(QueueLoop[]::new);
    }

    List<QueueLoop> all() {
        return new ArrayList<>(List.of(loops));
    }

    boolean isEmpty() {
        return loops.length == 0;
    }

    /** An item came: of each task one more worker looks for it, as nobody knows which pool has a slot first. */
    void itemCame() {
        for (QueueLoop loop : loops) {
            loop.shift().itemCame();
        }
    }

    /** A worker has more in its hands than the item at hand: of each task another one may take of that. */
    void callForHelp() {
        for (QueueLoop loop : loops) {
            loop.shift().callForHelp();
        }
    }

    /** Items came, or others may be taken than before. */
    void wake() {
        for (QueueLoop loop : loops) {
            loop.shift().call();
        }
    }

    /** Items came to a queue that is closed: its tasks may have come to their end without them. */
    void itemsCameLate() {
        for (QueueLoop loop : loops) {
            loop.revive();
        }
    }

    void queueClosed() {
        for (QueueLoop loop : loops) {
            loop.queueClosed();
        }
    }

    /** Lends the slot of a producer that is about to wait: the workers may need that very one. */
    Set<TaskPool> lend(PoolEntry producer) {
        Set<TaskPool> pools = new LinkedHashSet<>();
        for (QueueLoop loop : loops) {
            pools.add(loop.pool());
        }
        pools.forEach(pool -> pool.lend(producer));
        return pools;
    }
}
