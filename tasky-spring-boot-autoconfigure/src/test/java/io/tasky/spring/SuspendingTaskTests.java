package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Suspending functions of Kotlin as tasks. */
@Timeout(60)
class SuspendingTaskTests {

    private final TimedContext timed = new TimedContext();

    private final ApplicationContextRunner runner = timed.runner().withBean("work", SuspendingWork.class);

    private static List<String> seen(ApplicationContext context) {
        return context.getBean(SuspendingWork.class).getSeen();
    }

    @Test
    void callFromACoroutineReturnsAtOnceAndRunsOnAPoolThreadUntilTheFunctionIsDone() {
        runner.run(context -> {
            TimedContext.awaitIdle(context);
            seen(context).clear();
            SuspendingWork work = context.getBean(SuspendingWork.class);
            work.sendFromCoroutine(work, "anna");
            work.getGate().complete("hello");
            timed.advance(context, Duration.ZERO);
            assertThat(seen(context))
                    .hasSize(4)
                    .satisfiesExactly(
                            entry ->
                                    assertThat(entry).startsWith("to anna in attempt 1 of work.send on tasky-default-"),
                            entry -> assertThat(entry).isEqualTo("hello to anna"),
                            entry ->
                                    assertThat(entry).startsWith("to anna in attempt 2 of work.send on tasky-default-"),
                            entry -> assertThat(entry).isEqualTo("hello to anna"));
            assertThat(TimedContext.counts(context, "work.send").succeeded()).isOne();
        });
    }

    @Test
    void continuationIsNoArgument() {
        runner.run(context -> {
            SuspendingWork work = context.getBean(SuspendingWork.class);
            work.sendFromCoroutine(work, "anna");
            TaskRun<?> run = TimedContext.supervisor(context)
                    .run(TimedContext.supervisor(context)
                            .runs(0, 1)
                            .items()
                            .get(0)
                            .id())
                    .orElseThrow();
            List<@Nullable Object> arguments = run.payload().arguments();
            assertThat(arguments).containsExactly("anna", null);
            work.getGate().complete("hello");
            timed.advance(context, Duration.ZERO);
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        });
    }

    @Test
    void suspendingFunctionRunsOnStartup() {
        runner.run(context -> {
            TimedContext.awaitIdle(context);
            assertThat(seen(context)).containsExactly("warm");
        });
    }

    @Test
    void periodicTaskMaySuspendAndEndsByFalse() {
        runner.run(context -> {
            timed.advance(context, Duration.ofHours(1));
            timed.advance(context, Duration.ofHours(1));
            assertThat(seen(context)).containsExactly("warm", "cleaned by work.clean");
        });
    }

    @Test
    void failureOfASuspendingWorkerIsTheExceptionItself() {
        runner.run(context -> {
            TimedContext.supervisor(context).queue("letters").put("to bert");
            TimedContext.awaitIdle(context);
            assertThat(seen(context)).contains("posted to bert");
            assertThat(TimedContext.supervisor(context)
                            .history("letters")
                            .get(0)
                            .exception())
                    .isExactlyInstanceOf(java.io.IOException.class);
        });
    }
}
