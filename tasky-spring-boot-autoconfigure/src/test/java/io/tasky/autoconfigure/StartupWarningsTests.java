package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.QueueWorker;
import io.tasky.task.TaskPriority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Settings that work, but will bite. */
@ExtendWith(OutputCaptureExtension.class)
class StartupWarningsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean("orders", Orders.class);

    static class Orders {
        @QueueWorker(workers = "2")
        void first(String item) {}

        @QueueWorker(workers = "${third.workers:2}", priority = TaskPriority.LOW)
        void second(String item) {}

        @QueueWorker(workers = "100", priority = TaskPriority.CRITICAL)
        void critical(String item) {}
    }

    @Test
    void defaultsWarnOfNothing(CapturedOutput output) {
        runner.run(context -> assertThat(output).doesNotContain("WARN"));
    }

    @Test
    void awaitLongerThanSpringsPhaseIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues("tasky.shutdown.await=45s")
                .run(context -> assertThat(output)
                        .contains("tasky.shutdown.await (45s) is longer than"
                                + " spring.lifecycle.timeout-per-shutdown-phase (30s), after which Spring goes on"
                                + " without waiting. Raise the latter, or lower await."));
    }

    @Test
    void awaitWithinALongerPhaseIsFine(CapturedOutput output) {
        runner.withPropertyValues("tasky.shutdown.await=45s", "spring.lifecycle.timeout-per-shutdown-phase=1m")
                .run(context -> assertThat(output).doesNotContain("WARN"));
    }

    @Test
    void anUnboundedQueueIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.orders.first.capacity=-1")
                .run(context -> assertThat(output)
                        .contains("Queue 'orders.first' is unbounded (capacity -1): if items come faster than they are"
                                + " handled, it grows until memory runs out."));
    }

    @Test
    void aPoolSmallerThanItsWorkersIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues(
                        "tasky.pools.default.size=2",
                        "tasky.pools.default.reserve-normal=1",
                        "tasky.pools.default.reserve-high=1")
                .run(context -> assertThat(output)
                        .contains("Pool 'default' has 3 slots for 4 workers (orders.first 2, orders.second 2): they"
                                + " cannot all work at the same time. Raise tasky.pools.default.size, or lower the"
                                + " workers."));
    }

    @Test
    void ofManyTasksThoseWithTheMostWorkersAreNamed(CapturedOutput output) {
        runner.withBean("parcels", Parcels.class)
                .withPropertyValues("tasky.pools.default.size=2")
                .run(context -> assertThat(output)
                        .contains(
                                " slots for 18 workers (parcels.load 9, parcels.pack 3, orders.first 2, orders.second 2,"
                                        + " parcels.label 1 and 1 more): they"));
    }

    static class Parcels {

        @QueueWorker(workers = "1")
        void label(String parcel) {}

        @QueueWorker(workers = "9")
        void load(String parcel) {}

        @QueueWorker(workers = "3")
        void pack(String parcel) {}

        @QueueWorker(workers = "1")
        void weigh(String parcel) {}
    }

    @Test
    void timeoutLongerThanAwaitIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.orders.first.timeout=10m", "tasky.tasks.orders.second.timeout=30s")
                .run(context -> assertThat(output)
                        .contains("Task 'orders.first' may run for 600s (timeout), longer than tasky.shutdown.await"
                                + " (30s): a stop will not wait for it. Raise the latter, or lower the timeout.")
                        .doesNotContain("Task 'orders.second'"));
    }
}
