package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TaskyTest
@TestPropertySource(properties = "tasky.test.timeout=200ms")
@Timeout(60)
class EndlessRunTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private TaskSupervisor supervisor;

    @Test
    void runThatComputesOnAndOnIsNamedWithItsStack() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Instant before = clock.now();
        TaskRun<String> run = supervisor.submit(
                () -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                    return "";
                },
                RunOptions.DEFAULTS.withName("endless"));
        try {
            assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(10)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("neither ends nor waits, after PT0.2S")
                    .hasMessageContaining("run " + run.id() + " of 'endless' is RUNNING since " + before)
                    .hasMessageContaining("is RUNNABLE")
                    .hasMessageContaining("io.tasky.test.EndlessRunTests");
            assertThat(clock.now()).isEqualTo(before);
        } finally {
            enough.set(true);
        }
        assertThat(run.get()).isEmpty();
    }
}
