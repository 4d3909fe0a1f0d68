package io.tasky.supervisor;

import io.tasky.task.Page;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the runs that ended and are asked for, and keeps the latest of them. For one thread. */
final class LatestRuns {

    private record Ended(ManagedTask task, KeptRun run) {}

    private static final Comparator<Ended> EARLIEST_END_FIRST = (one, other) -> {
        int byEnd = Long.signum(one.run().finished() - other.run().finished());
        return byEnd != 0 ? byEnd : Long.compare(one.run().number(), other.run().number());
    };

    private final PriorityQueue<Ended> latest = new PriorityQueue<>(EARLIEST_END_FIRST);

    private final RunFilter filter;

    private final Set<Long> others;

    private final int most;

    private int total;

    /** Leaves out others by their numbers, and keeps at most that many. */
    LatestRuns(RunFilter filter, Set<Long> others, int most) {
        this.filter = filter;
        this.others = others;
        this.most = most;
    }

    /** Leaves out a task that cannot have any without looking at its runs. */
    void visit(ManagedTask task) {
        if (filter.statuses().stream().anyMatch(task.log()::hasOutcome)) {
            task.log().history().forEach(new Visit(task));
        }
    }

    int total() {
        return total;
    }

    /** Snapshots are made of these only. */
    List<RunSnapshot> page(int offset, int limit) {
        List<Ended> sorted = new ArrayList<>(latest);
        sorted.sort(Collections.reverseOrder(EARLIEST_END_FIRST));
        return Page.of(sorted, offset, limit).items().stream()
                .map(ended -> ended.run().snapshot(ended.task(), false))
                .toList();
    }

    /** Makes records of those only that are late enough. */
    private final class Visit implements RunHistory.Visitor {

        private final ManagedTask task;

        Visit(ManagedTask task) {
            this.task = task;
        }

        @Override
        public boolean wants(@Nullable String name, RunStatus status, long number, long finished) {
            boolean matches = filter.matches(
                            name == null ? task.name() : name, task.facts().pool(), status)
                    && !others.contains(number);
            total += matches ? 1 : 0;
            return matches && most > 0 && (latest.size() < most || isLater(finished));
        }

        private boolean isLater(long finished) {
            return finished - latest.element().run().finished() >= 0;
        }

        @Override
        public void visit(KeptRun run) {
            latest.add(new Ended(task, run));
            if (latest.size() > most) {
                latest.remove();
            }
        }
    }
}
