package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** What a test sees of a run that takes too long: the clock ends it on the test's own thread. */
@Timeout(60)
class TimedOutRunTests {

    /** Takes longer than it may. */
    static class Slow {

        @BackgroundTask(name = "slow", timeout = "10s")
        TaskRun<String> slow() throws Exception {
            TaskContext.current().sleep(Duration.ofHours(1));
            return TaskRun.of("too late");
        }

        @BackgroundTask(name = "never", timeout = "10s")
        CompletableFuture<String> never() {
            return new CompletableFuture<>();
        }
    }

    @Nested
    @TaskyTest(classes = Slow.class)
    class OnAPool {

        @Autowired
        private TaskyClock clock;

        @Autowired
        private Slow slow;

        @Test
        void timeOutIsForWhoeverHoldsTheRun() throws Exception {
            TaskRun<String> run = slow.slow();
            clock.advance(Duration.ofSeconds(10));
            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        }

        @Test
        void timeOutOfAStageIsForWhoeverHoldsIt() {
            CompletableFuture<String> stage = slow.never();
            clock.advance(Duration.ofSeconds(10));
            assertThat(stage).isCompletedExceptionally();
        }
    }

    @Nested
    @TaskyTest(classes = Slow.class, inline = true)
    class Inline {

        @Autowired
        private TaskyClock clock;

        @Autowired
        private Slow slow;

        @Test
        void timeOutSurfacesFromTheCall() {
            assertThatThrownBy(() -> slow.slow()).isInstanceOf(TaskTimeoutException.class);
        }

        @Test
        void timeOutOfAStageSurfacesFromTheClock() {
            CompletableFuture<String> unused = slow.never();
            assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(10))).isInstanceOf(TaskTimeoutException.class);
        }
    }
}
