package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HistoryTests {

    private static Rig rig(int size) {
        Rig rig = new Rig(builder -> builder.historySize(size)).started();
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> new byte[1000]);
        return rig;
    }

    private static String call(Rig rig) throws InterruptedException {
        String id = rig.supervisor.call("mail", null).id();
        rig.advanceAndAwait(Duration.ofSeconds(1));
        return id;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 9})
    void historyKeepsTheLatestRunsTheLatestFirst(int size) throws Exception {
        try (Rig rig = rig(size)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                ids.add(0, call(rig));
                rig.awaitIdle();
                assertThat(rig.supervisor.history("mail"))
                        .extracting(RunSnapshot::id)
                        .containsExactlyElementsOf(ids.subList(0, Math.min(size, ids.size())));
            }
            RunSnapshot last = rig.supervisor.task("mail").snapshot().lastRun();
            assertThat(last == null ? null : last.id()).isEqualTo(size == 0 ? null : ids.get(0));
            assertThat(rig.supervisor.task("mail").snapshot().counts().succeeded())
                    .isEqualTo(11);
        }
    }

    @Test
    void endedRunIsToldWithItsTimes() throws Exception {
        try (Rig rig = rig(5)) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            rig.register(TaskKind.BACKGROUND, "slow", TaskAttributes.NONE, payload -> {
                running.countDown();
                end.await();
                throw new IllegalStateException("slow");
            });
            TaskRun<@Nullable Object> run = rig.supervisor.call("slow", null);
            running.await();
            assertThat(run.toCompletableFuture()).isNotDone();
            rig.advance(Duration.ofSeconds(3));
            end.countDown();
            rig.awaitIdle();
            assertThat(rig.supervisor.history("slow")).singleElement().satisfies(snapshot -> {
                assertThat(snapshot.status()).isEqualTo(RunStatus.FAILED);
                assertThat(snapshot.task()).isEqualTo("slow");
                assertThat(snapshot.duration()).isEqualTo(Duration.ofSeconds(3));
                assertThat(snapshot.finishedAt()).isEqualTo(rig.time.now());
                assertThat(snapshot.exception()).hasMessage("slow");
            });
        }
    }

    @Test
    void historyKeepsNeitherArgumentsNorResultsAlive() throws Exception {
        try (Rig rig = rig(100)) {
            WeakReference<Object> argument = new WeakReference<>(new Object());
            WeakReference<@Nullable Object> result = runWith(rig, argument);
            // A thread may still hold the run that it ended last: give each something else.
            for (int i = 0; i < 20; i++) {
                call(rig);
            }
            for (int i = 0; i < 50 && (argument.get() != null || result.get() != null); i++) {
                System.gc();
                call(rig);
            }
            assertThat(argument.get()).isNull();
            assertThat(result.get()).isNull();
            assertThat(rig.supervisor.history("mail")).hasSizeGreaterThan(20);
        }
    }

    private static WeakReference<@Nullable Object> runWith(Rig rig, WeakReference<Object> argument) throws Exception {
        TaskRun<@Nullable Object> run = rig.supervisor.call("mail", argument.get());
        return new WeakReference<>(run.get());
    }
}
