package io.tasky.supervisor;

import io.tasky.task.Page;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Finds runs by what is asked of them: those that wait or run, and those that ended and are kept. Thread-safe. */
final class RunSearch {

    private static final Comparator<RunSnapshot> EARLIEST_END_FIRST = Comparator.comparing(
                    RunSnapshot::finishedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(RunSnapshot::id);

    private final Engine engine;

    private final TaskRegistry registry;

    private final LiveRuns liveRuns;

    RunSearch(Engine engine, TaskRegistry registry, LiveRuns liveRuns) {
        this.engine = engine;
        this.registry = registry;
        this.liveRuns = liveRuns;
    }

    Page<RunSnapshot> page(RunFilter filter, int offset, int limit) {
        List<DefaultTaskRun<?>> live = filter.wantsLive() ? liveRuns.all(run -> matches(run, filter)) : List.of();
        Page<DefaultTaskRun<?>> first = Page.of(live, offset, limit);
        List<RunSnapshot> items =
                new ArrayList<>(first.items().stream().map(liveRuns::snapshot).toList());
        if (!filter.wantsEnded()) {
            return new Page<>(items, first.offset(), first.total());
        }
        int skipped = Math.max(0, offset - live.size());
        Ended ended = new Ended(Math.addExact(skipped, limit - items.size()));
        registry.everything().forEach(task -> visitEnded(task, filter, ended));
        items.addAll(Page.of(ended.latestFirst(), skipped, limit - items.size()).items());
        int total = live.size() + ended.total;
        return new Page<>(items, Math.min(offset, total), total);
    }

    private static boolean matches(DefaultTaskRun<?> run, RunFilter filter) {
        return filter.matches(run.task(), run.owner().facts().pool(), run.status());
    }

    /** Leaves out tasks that cannot have any without looking at their runs. */
    private void visitEnded(ManagedTask task, RunFilter filter, Ended ended) {
        String pool = task.facts().pool();
        if ((filter.pool() == null || filter.pool().equals(pool))
                && filter.statuses().stream().anyMatch(task.log()::hasOutcome)) {
            for (RunSnapshot run : task.log().history(task.facts(), engine.ids(), engine.time())) {
                if (filter.matches(run.task(), pool, run.status())) {
                    ended.add(run);
                }
            }
        }
    }

    /** The run of that id that waits or runs, or null. */
    @Nullable
    DefaultTaskRun<?> findLive(String id) {
        OptionalLong number = engine.ids().number(id);
        return number.isEmpty() ? null : liveRuns.find(number.getAsLong());
    }

    Optional<RunSnapshot> find(String id) {
        DefaultTaskRun<?> live = findLive(id);
        return live != null ? Optional.of(liveRuns.snapshot(live)) : findEnded(id);
    }

    private Optional<RunSnapshot> findEnded(String id) {
        OptionalLong number = engine.ids().number(id);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return registry.everything().stream()
                .filter(task -> task.log().isOwn(number.getAsLong()))
                .flatMap(task -> task.log().history(task.facts(), engine.ids(), engine.time()).stream())
                .filter(run -> run.id().equals(id))
                .findFirst();
    }

    /** Counts runs that ended, and keeps the latest of them. For one thread. */
    private static final class Ended {

        private final PriorityQueue<RunSnapshot> latest = new PriorityQueue<>(EARLIEST_END_FIRST);

        private final int most;

        private int total;

        Ended(int most) {
            this.most = most;
        }

        void add(RunSnapshot run) {
            total++;
            latest.add(run);
            if (latest.size() > most) {
                latest.remove();
            }
        }

        List<RunSnapshot> latestFirst() {
            List<RunSnapshot> sorted = new ArrayList<>(latest);
            sorted.sort(Collections.reverseOrder(EARLIEST_END_FIRST));
            return sorted;
        }
    }
}
