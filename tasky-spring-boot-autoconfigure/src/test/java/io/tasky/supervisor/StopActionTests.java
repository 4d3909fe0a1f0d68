package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the code of a run wants done when it is asked to stop. */
@Timeout(20)
class StopActionTests {

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private final CountDownLatch ready = new CountDownLatch(1);

    private final CountDownLatch goOn = new CountDownLatch(1);

    private TaskRun<@Nullable Object> submit(Rig rig) throws InterruptedException {
        TaskRun<@Nullable Object> run = rig.supervisor.submit(
                () -> {
                    TaskContext context = TaskContext.current();
                    context.onStop(() -> done.add("first"));
                    context.onStop(() -> {
                        throw new IllegalStateException("no way");
                    });
                    context.onStop(() -> done.add("forgotten")).run();
                    context.onStop(() -> done.add("last"));
                    ready.countDown();
                    goOn.await();
                    context.onStop(() -> done.add("too late to wait"));
                    return null;
                },
                RunOptions.DEFAULTS);
        ready.await();
        return run;
    }

    @Test
    void eachIsDoneOnceOnTheThreadOfWhoeverAsks() throws Exception {
        try (Rig rig = new Rig().started();
                CapturedLog log = new CapturedLog()) {
            TaskRun<@Nullable Object> run = submit(rig);
            run.stop();
            run.stop();
            assertThat(done).containsExactly("first", "last");
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactly("What run " + run.id() + " of task 'dynamic' wanted done at a stop failed");
            goOn.countDown();
            rig.awaitIdle();
            assertThat(done).containsExactly("first", "last", "too late to wait");
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void cancelAsksToo() throws Exception {
        try (Rig rig = new Rig().started();
                CapturedLog log = new CapturedLog()) {
            TaskRun<@Nullable Object> run = submit(rig);
            run.cancel(false);
            assertThat(done).containsExactly("first", "last");
            assertThat(log.messagesAt(Level.WARN)).hasSize(1);
            goOn.countDown();
            rig.awaitIdle();
        }
    }

    @Test
    void attemptThatHasEndedWantsNothingDone() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch second = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        TaskContext context = TaskContext.current();
                        if (context.attempt() == 1) {
                            context.onStop(() -> done.add("of the first attempt"));
                            throw new IllegalStateException("once more");
                        }
                        second.countDown();
                        end.await();
                        return null;
                    },
                    (attempt, failure) -> Duration.ZERO));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            rig.advance(Duration.ZERO);
            second.await();
            run.stop();
            end.countDown();
            rig.awaitIdle();
            assertThat(done).isEmpty();
        }
    }

    @Test
    void aRunKnowsTheClockThatItGoesBy() throws Exception {
        try (Rig rig = new Rig().started()) {
            assertThat(rig.supervisor
                            .submit(() -> TaskContext.current().time(), RunOptions.DEFAULTS)
                            .get())
                    .isSameAs(rig.time);
        }
    }
}
