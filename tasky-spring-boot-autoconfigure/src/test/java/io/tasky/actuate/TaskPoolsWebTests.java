package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.pool.PoolConfig;
import io.tasky.task.TaskRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPoolsWebTests {

    @Test
    void poolsAreShownByName() {
        ActionRig.run(rig -> {
            var all = assertThat(rig.mvc().get().uri("/actuator/taskpools"))
                    .hasStatusOk()
                    .bodyJson();
            all.extractingPath("$.version").isEqualTo(1);
            all.extractingPath("$.pools.io.size").isEqualTo(4);
            all.extractingPath("$.pools.default.size").isEqualTo(1);
            var one = assertThat(rig.mvc().get().uri("/actuator/taskpools/io"))
                    .hasStatusOk()
                    .bodyJson();
            one.extractingPath("$.name").isEqualTo("io");
            one.extractingPath("$.pool.waiting.HIGH").isEqualTo(0);
        });
    }

    @Test
    void unknownPoolIsNotFound() {
        ActionRig.run(rig -> {
            assertThat(rig.mvc().get().uri("/actuator/taskpools/nope")).hasStatus(404);
            assertThat(ActionRig.error(rig.post("taskpools/nope", "{'size': 3}"), 404))
                    .isEqualTo("There is no pool 'nope'.");
        });
    }

    @Test
    void resizeChangesWhatIsSentAndLetsThoseStartWhoWait() {
        ActionRig.run(rig -> {
            rig.occupySlot();
            TaskRun<?> waiting = rig.supervisor().task("cleanup").trigger();

            assertThat(rig.post("taskpools/default", "{'reserveNormal': 1, 'reserveHigh': '2'}"))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.changed")
                    .isEqualTo(true);

            waiting.get();
            PoolConfig config = rig.supervisor().pool("default").config();
            assertThat(config).isEqualTo(config.withSizes(1, 1, 2));
            assertThat(rig.post("taskpools/default", "{'size': 1}"))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.changed")
                    .isEqualTo(false);
            assertThat(rig.signals().events())
                    .containsExactly(
                            new TaskyActionEvent(
                                    Target.POOL,
                                    "default",
                                    "resize",
                                    true,
                                    null,
                                    Map.of("from", "size 1, reserves 0 and 0", "to", "size 1, reserves 1 and 2")),
                            new TaskyActionEvent(Target.POOL, "default", "resize", false, null, Map.of()));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'size': 0|Pool 'io': size must be -1 (unlimited) or at least 1, was 0. Send sizes that go together.",
                "'reserveHigh': -1|reserves must be 0 or more",
                "'size': -1, 'reserveHigh': 2|an unlimited pool (size -1) has no use for reserves",
                "'size': 'big'|size is 'big', which is no whole number. Send a number of slots, such as 20.",
                "'size': ''|The request says no size. Send size, reserveNormal, reserveHigh, or some of them.",
                "'sise': 5|The request says no size.",
                "'size': 5, 'name': 'default'|The request has a field 'name'"
            })
    void sizesThatCannotBeAreRefusedWithWhatToDo(String fields, String problem) {
        ActionRig.run(rig -> {
            assertThat(rig.refused("taskpools/io", "{" + fields + "}")).contains(problem);
            assertThat(rig.supervisor().pool("io").config().size()).isEqualTo(4);
        });
    }
}
