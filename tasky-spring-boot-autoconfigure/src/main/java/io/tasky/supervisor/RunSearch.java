package io.tasky.supervisor;

import io.tasky.supervisor.LiveRuns.Found;
import io.tasky.task.Page;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds runs by what is asked of them: those that wait or run, and those that ended and are kept. Thread-safe. */
final class RunSearch {

    private final Engine engine;

    private final TaskRegistry registry;

    private final LiveRuns liveRuns;

    RunSearch(Engine engine, TaskRegistry registry, LiveRuns liveRuns) {
        this.engine = engine;
        this.registry = registry;
        this.liveRuns = liveRuns;
    }

    /** A run that is stuck has its outcome and is live: it is among those. */
    Page<RunSnapshot> page(RunFilter filter, int offset, int limit) {
        List<DefaultTaskRun<?>> live = liveRuns.matching(filter);
        Page<DefaultTaskRun<?>> first = Page.of(live, offset, limit);
        List<RunSnapshot> items =
                new ArrayList<>(first.items().stream().map(RunSnapshots::of).toList());
        if (!filter.wantsEnded()) {
            return new Page<>(items, first.offset(), first.total());
        }
        int skipped = Math.max(0, offset - live.size());
        Set<Long> shown = live.stream().map(DefaultTaskRun::number).collect(Collectors.toSet());
        LatestRuns ended = new LatestRuns(filter, shown, Math.addExact(skipped, limit - items.size()));
        registry.thatMayMatch(filter).forEach(ended::visit);
        items.addAll(ended.page(skipped, limit - items.size()));
        int total = live.size() + ended.total();
        return new Page<>(items, Math.min(offset, total), total);
    }

    /** The run of that id that waits or runs, or null. */
    @Nullable
    DefaultTaskRun<?> findLive(String id) {
        Found found = look(id);
        return found == null ? null : found.live();
    }

    Optional<RunSnapshot> find(String id) {
        Found found = look(id);
        if (found == null) {
            return Optional.empty();
        }
        DefaultTaskRun<?> live = found.live();
        KeptRun kept = found.kept();
        return Optional.ofNullable(
                live != null ? RunSnapshots.of(live) : kept == null ? null : kept.snapshot(found.task(), false));
    }

    private @Nullable Found look(String id) {
        OptionalLong number = engine.ids().number(id);
        return number.isEmpty() ? null : liveRuns.find(number.getAsLong());
    }

    /** The runs of a task that ended last, the latest first. */
    static List<RunSnapshot> history(ManagedTask task) {
        List<KeptRun> kept = task.log().history().all();
        // After that: one that was stuck and is not any more may still be told to be.
        Set<Long> stuck = task.log().live().stream()
                .filter(DefaultTaskRun::isStuck)
                .map(DefaultTaskRun::number)
                .collect(Collectors.toSet());
        return kept.stream()
                .map(run -> run.snapshot(task, stuck.contains(run.number())))
                .toList();
    }
}
