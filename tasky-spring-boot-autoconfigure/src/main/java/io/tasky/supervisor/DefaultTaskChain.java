package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The steps of a chain, of which {@link ChainRun} makes runs. Immutable. */
final class DefaultTaskChain<T extends @Nullable Object> implements TaskChain<T> {

    private final Submissions submissions;

    private final List<Link> links;

    private DefaultTaskChain(Submissions submissions, List<Link> links) {
        this.submissions = submissions;
        this.links = links;
    }

    static <T extends @Nullable Object> TaskChain<T> of(Submissions submissions, Callable<T> first) {
        return new DefaultTaskChain<>(submissions, List.of(new Link(nothing -> first.call(), null)));
    }

    /**
     * A step, and its own options if it has some. What one step gives, the next takes: the methods of {@link TaskChain}
     * see to that.
     */
    record Link(ChainStep.Body body, @Nullable RunOptions options) {}

    @Override
    public <R extends @Nullable Object> TaskChain<R> then(Step<? super T, ? extends R> step) {
        return with(step, null);
    }

    @Override
    public <R extends @Nullable Object> TaskChain<R> then(Step<? super T, ? extends R> step, RunOptions options) {
        return with(step, options);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // The step before gives a T, which is null only where T admits null.
    private <R extends @Nullable Object> TaskChain<R> with(
            Step<? super T, ? extends R> step, @Nullable RunOptions options) {
        List<Link> more = new ArrayList<>(links);
        more.add(new Link(value -> step.run((T) value), options));
        return new DefaultTaskChain<>(submissions, List.copyOf(more));
    }

    @Override
    public TaskRun<T> submit(RunOptions options) {
        List<ChainStep> steps = new ArrayList<>();
        for (Link link : links) {
            RunOptions own = link.options() != null ? link.options() : options;
            // Asked for now: a pool that is not there is told before anything runs.
            steps.add(new ChainStep(submissions.entry(own), own, link.body()));
        }
        ChainRun<T> chain = new ChainRun<>(submissions.time(), submissions, List.copyOf(steps));
        chain.start();
        return chain;
    }
}
