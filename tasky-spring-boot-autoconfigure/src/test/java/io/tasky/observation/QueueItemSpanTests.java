package io.tasky.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.QueueTaskBuilder;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskQueue;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The run of an item is a child of the span that put it, where the queue is in memory. */
@Timeout(60)
class QueueItemSpanTests {

    private static final String RUN = "task orders";

    private final TracedContext traced = new TracedContext();

    private final ApplicationContextRunner runner = traced.runner().withPropertyValues("tasky.auto-start=false");

    private final List<String> handled = new CopyOnWriteArrayList<>();

    static Stream<UnaryOperator<QueueTaskBuilder>> stores() {
        return Stream.of(
                task -> task,
                task -> task.<String>orderBy(Comparator.reverseOrder()),
                task -> task.<String>key(item -> item.charAt(0)));
    }

    private void register(ApplicationContext context, UnaryOperator<QueueTaskBuilder> rules) {
        context.getBean(TaskSupervisor.class)
                .register(rules.apply(TaskDefinition.queue("orders").template("orders"))
                        .<String>forEach(handled::add));
    }

    private static TaskQueue<String> queue(ApplicationContext context) {
        return context.getBean(TaskSupervisor.class).queue("orders");
    }

    private static void put(ApplicationContext context, String span, String item) throws Exception {
        TracedContext.inSpan(context, span, () -> {
            queue(context).put(item);
            return item;
        });
    }

    @ParameterizedTest
    @MethodSource("stores")
    void runIsAChildOfTheSpanThatPutItsItem(UnaryOperator<QueueTaskBuilder> rules) {
        runner.run(context -> {
            register(context, rules);
            put(context, "first", "a");
            put(context, "second", "b");
            queue(context).put("c");
            TracedContext.supervisor(context);
            TracedContext.awaitIdle(context);

            assertThat(handled).containsExactlyInAnyOrder("a", "b", "c");
            List<SpanData> runs = traced.spans.named(RUN);
            assertThat(runs).hasSize(3);
            assertThat(runs.stream().filter(Spans::isRoot)).hasSize(1);
            for (String producer : List.of("first", "second")) {
                SpanData put = traced.spans.only(producer);
                assertThat(runs.stream().filter(run -> Spans.isChild(run, put))).hasSize(1);
            }
        });
    }

    @Test
    void orderIsThatOfTheItems() {
        runner.run(context -> {
            register(context, task -> task.<String>orderBy(Comparator.reverseOrder()));
            put(context, "first", "a");
            queue(context).put("b");
            put(context, "second", "c");
            TracedContext.supervisor(context);
            TracedContext.awaitIdle(context);

            assertThat(handled).containsExactly("c", "b", "a");
        });
    }

    @Test
    void queueShowsAndGivesOutNothingButItems() {
        runner.run(context -> {
            register(context, task -> task.enabled(false));
            TracedContext.supervisor(context);
            put(context, "first", "a");
            put(context, "second", "b");
            QueueSnapshot snapshot = queue(context).snapshot();

            assertThat(snapshot.size()).isEqualTo(2);
            assertThat(queue(context).drain(1)).containsExactly("a");
            assertThat(queue(context).drain(10)).containsExactly("b");
        });
    }

    @Test
    void batchHasManyProducersAndIsARoot() {
        runner.run(context -> {
            context.getBean(TaskSupervisor.class)
                    .register(TaskDefinition.queue("orders")
                            .template("orders")
                            .batchSize(2)
                            .<String>forEachBatch(handled::addAll));
            put(context, "first", "a");
            put(context, "second", "b");
            TracedContext.supervisor(context);
            TracedContext.awaitIdle(context);

            assertThat(handled).containsExactly("a", "b");
            Spans.assertRoot(traced.spans.only(RUN));
        });
    }
}
