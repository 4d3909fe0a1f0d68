package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One class gives several tasks, each with an instance and a name of its own. */
@Timeout(30)
class SeveralInstancesTests {

    /** A class of the application. */
    private record Feed(String name, List<Object> seen) {

        void fetch() {
            seen.add(name);
        }

        void fetch(Object what) {
            seen.add(name + " " + what);
        }
    }

    private final List<Object> seen = new CopyOnWriteArrayList<>();

    private List<Feed> feeds() {
        return Stream.of("news", "sport").map(name -> new Feed(name, seen)).toList();
    }

    @Test
    void instancesWorkForEachKind() throws Exception {
        try (Rig rig = new Rig().started()) {
            for (Feed feed : feeds()) {
                String name = feed.name();
                rig.supervisor.register(TaskDefinition.periodic("tick." + name)
                        .fixedRate(Duration.ofHours(1))
                        .run(() -> feed.fetch("tick")));
                rig.supervisor.register(TaskDefinition.timer("bell." + name)
                        .delay(Duration.ofMinutes(1))
                        .run(() -> feed.fetch("bell")));
                rig.supervisor.register(TaskDefinition.queue("queue." + name).forEach(feed::fetch));
                rig.supervisor.register(
                        TaskDefinition.background("call." + name).run(feed::fetch));
                rig.supervisor.queue("queue." + name).put("item");
                rig.supervisor.call("call." + name, null).get();
            }
            rig.advanceAndAwait(Duration.ofMinutes(1));
            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            "news tick",
                            "news bell",
                            "news item",
                            "news",
                            "sport tick",
                            "sport bell",
                            "sport item",
                            "sport");
            rig.supervisor.unregister("queue.news");
            rig.supervisor.unregister("tick.news");
            rig.supervisor.queue("queue.sport").put("more");
            rig.advanceAndAwait(Duration.ofHours(1));
            assertThat(seen.subList(8, 10)).containsExactlyInAnyOrder("sport more", "sport tick");
            assertThat(seen).hasSize(10);
        }
    }
}
