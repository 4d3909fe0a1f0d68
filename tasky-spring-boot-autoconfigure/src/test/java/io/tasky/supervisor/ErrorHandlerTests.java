package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ErrorHandlerTests {

    private final List<String> handled = new CopyOnWriteArrayList<>();

    private static Rig rig(TaskErrorHandler handler) {
        return new Rig(builder -> builder.errorHandlers(() -> List.of(handler))).started();
    }

    private static TaskRun<@Nullable Object> fail(Rig rig) {
        return rig.supervisor.submit(
                () -> {
                    throw new IllegalStateException("no");
                },
                RunOptions.DEFAULTS);
    }

    @Test
    void handlerTakesThePlaceOfTheLog() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig((run, facts, failure) ->
                        handled.add(run.status() + " " + facts.task() + " " + failure.getMessage()))) {
            TaskRun<@Nullable Object> run = fail(rig);
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(handled).containsExactly("FAILED dynamic no");
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void handlerThatFailsIsLoggedAndSoIsTheFailure() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig((run, facts, failure) -> {
                    throw new IllegalArgumentException("the handler");
                })) {
            TaskRun<@Nullable Object> run = fail(rig);
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR))
                    .satisfiesExactly(
                            text -> assertThat(text)
                                    .startsWith("The error handler ")
                                    .endsWith(" failed with the failure of " + run),
                            text -> assertThat(text).contains(run.id(), "failed in attempt 1"));
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }

    @Test
    void handlersThatCannotBeFoundAreLoggedAndSoIsTheFailure() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.errorHandlers(() -> {
                            throw new IllegalStateException("no beans");
                        }))
                        .started()) {
            TaskRun<@Nullable Object> run = fail(rig);
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR))
                    .hasSize(2)
                    .first()
                    .isEqualTo("The error handlers for the failure of " + run + " could not be found");
        }
    }
}
