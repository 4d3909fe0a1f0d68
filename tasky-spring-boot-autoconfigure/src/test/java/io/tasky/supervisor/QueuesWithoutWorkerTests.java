package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.OverflowPolicy;
import io.tasky.task.Page;
import io.tasky.task.QueueConfig;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskDefinition;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues whose items nobody in this application handles. */
@Timeout(60)
class QueuesWithoutWorkerTests {

    private static Rig sendingTo(String... queues) {
        return new Rig(builder -> {
            for (String queue : queues) {
                builder.queue(new QueueConfig(queue, 10, null, OverflowPolicy.DROP_NEWEST, true));
            }
            return builder;
        });
    }

    private static void put(Rig rig, String queue, int items) throws InterruptedException {
        rig.supervisor.queue(queue).putAll(IntStream.range(0, items).boxed().toList());
    }

    private static List<String> names(Page<QueueSnapshot> page) {
        return page.items().stream().map(QueueSnapshot::name).toList();
    }

    @Test
    void longestQueueIsTheFirstAndThoseOfOneLengthAreInTheOrderOfTheirNames() throws Exception {
        try (Rig rig = sendingTo("audit", "mail", "billing", "Audit.old")) {
            put(rig, "billing", 3);
            put(rig, "mail", 12);

            Page<QueueSnapshot> page = rig.supervisor.queuesWithoutWorker(null, 10);

            assertThat(names(page)).containsExactly("mail", "billing", "Audit.old", "audit");
            assertThat(page.items().get(0)).isEqualTo(new QueueSnapshot("mail", 10, 10, 0, 0, false, 2, 0, 0));
        }
    }

    @Test
    void noMoreAreToldThanAskedForAndOnlyThoseWithThatInTheirNames() throws Exception {
        try (Rig rig = sendingTo("audit", "mail", "billing", "Audit.old")) {
            put(rig, "mail", 1);

            Page<QueueSnapshot> first = rig.supervisor.queuesWithoutWorker(null, 1);
            assertThat(names(first)).containsExactly("mail");
            assertThat(first.total()).isEqualTo(4);
            assertThat(names(rig.supervisor.queuesWithoutWorker("AUD", 10))).containsExactly("Audit.old", "audit");
        }
    }

    @Test
    void queueIsOneOfThemWhileNoTaskWorksOnIt() {
        try (Rig rig = sendingTo("orders").started()) {
            rig.supervisor.register(TaskDefinition.queue("ship").queue("orders").forEach(item -> {}));
            rig.supervisor.register(TaskDefinition.queue("pack").forEach(item -> {}));
            assertThat(rig.supervisor.queuesWithoutWorker(null, 10)).isEqualTo(new Page<>(List.of(), 0, 0));

            rig.supervisor.unregister("ship");
            rig.supervisor.unregister("pack");

            assertThat(names(rig.supervisor.queuesWithoutWorker(null, 10))).containsExactly("orders");
        }
    }
}
