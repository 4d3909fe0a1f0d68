package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@TaskyTest(classes = {Log.class, Office.class})
@TestPropertySource(
        properties = {
            "tasky.pools.default.size=1",
            "tasky.pools.default.reserve-normal=0",
            "tasky.pools.default.reserve-high=0",
            "tasky.test.timeout=5s"
        })
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class DriverTests extends OfficeFixture {

    @Autowired
    @Qualifier("mails")
    private TaskQueue<String> mails;

    @Test
    void periodicTaskTimerAndBackgroundTaskRunNow() {
        driver.runNow("high");
        driver.runNow("pausing");
        driver.runNow("quiet");
        driver.runNow("call");
        String now = clock.now().toString();
        assertThat(log.take())
                .extracting(entry -> entry.replaceFirst(" on .*", ""))
                .containsExactly(now + " high", now + " pausing", now + " quiet", now + " call");
        assertThat(supervisor.task("high").snapshot().counts().succeeded()).isOne();
    }

    @Test
    void scheduleGoesOnAsIfThereHadBeenNoExtraRun() {
        driver.runNow("high");
        assertThat(supervisor.task("high").snapshot().nextRun())
                .isEqualTo(clock.now().plusSeconds(20));
    }

    @Test
    void exceptionOfARunSurfaces() {
        assertThatThrownBy(() -> driver.runNow("failing"))
                .isInstanceOf(IOException.class)
                .hasMessage("no paper");
    }

    @Test
    void queueTaskAndUnknownTaskDoNotRunNow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> driver.runNow("mail"))
                .withMessage("Task 'mail' works on a queue and runs for its items. Put one, and drain the queue.");
        assertThatThrownBy(() -> driver.runNow("nothing")).isInstanceOf(UnknownNameException.class);
        supervisor.task("high").disable();
        assertThatThrownBy(() -> driver.runNow("high"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("'high' is DISABLED");
    }

    @Test
    void runThatWaitsForItsNextAttemptIsToldOfAtOnce() {
        RetryPolicy again = (attempt, failure) -> Duration.ofHours(1);
        supervisor.register(new TaskDefinition(
                "stubborn",
                TaskKind.BACKGROUND,
                TaskAttributes.NONE,
                payload -> {
                    throw new IOException("not yet");
                },
                "test",
                TaskDefinition.FIRST_VERSION,
                again));
        assertThatThrownBy(() -> driver.runNow("stubborn"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("waits for the clock to move")
                .hasMessageContaining("waits for: backing off until 2026-01-01T01:00:00Z");
        driver.awaitIdle();
    }

    @Test
    void drainingHandlesAllItemsAndCountsThem() throws Exception {
        for (int i = 0; i < 20; i++) {
            mails.put("m" + i);
        }
        mails.put("bad");
        assertThat(driver.drain("mails")).isEqualTo(21);
        assertThat(log.take()).hasSize(20);
        assertThat(driver.drain("mails")).isZero();
        assertThatThrownBy(() -> driver.drain("nothing")).isInstanceOf(UnknownNameException.class);
    }

    @Test
    void queueThatNobodyWorksOnCannotBeDrained() throws Exception {
        supervisor.task("mail").disable();
        mails.put("m");
        assertThatThrownBy(() -> driver.drain("mails"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Queue 'mails' cannot be drained")
                .hasMessageContaining("task 'mail' (DISABLED): 1 items wait in queue 'mails', waits for: disabled");
        supervisor.task("mail").enable();
        assertThat(driver.drain("mails")).isOne();
    }

    @Test
    void whatIsNotIdleIsShownWithItsReasonAndItsStack() {
        CountDownLatch latch = new CountDownLatch(1);
        TaskRun<String> running = supervisor.submit(
                () -> {
                    latch.await();
                    return "";
                },
                RunOptions.DEFAULTS.withName("blocked"));
        TaskRun<String> waiting = supervisor.submit(() -> "", RunOptions.priority(TaskPriority.LOW));
        try {
            assertThatThrownBy(() -> driver.awaitIdle(Duration.ofMillis(200)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(
                            "Tasky is not idle, after PT0.2S. It is 2026-01-01T00:00:00Z by Tasky's clock;"
                                    + " the supervisor is RUNNING.")
                    .hasMessageContaining("- run " + running.id()
                            + " of 'blocked' is RUNNING since 2026-01-01T00:00:00Z, attempt 1\n"
                            + "    thread 'tasky-default-")
                    .hasMessageContaining("' is WAITING\n        at ")
                    .hasMessageContaining("java.util.concurrent.CountDownLatch.await")
                    .hasMessageContaining("- run " + waiting.id()
                            + " of 'dynamic' is WAITING since 2026-01-01T00:00:00Z, attempt 0, waits for: no slot"
                            + " (pool default: 1 of 1 LOW slots taken)")
                    .hasMessageContaining("- pool 'default': 1 slots taken, 0 CRITICAL runs, 1 waiting");
        } finally {
            latch.countDown();
        }
        driver.awaitIdle();
        assertThat(waiting.isDone()).isTrue();
    }
}
