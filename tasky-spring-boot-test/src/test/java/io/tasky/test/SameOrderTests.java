package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

/** The same scenario gives the same log, run after run, in a context of its own each time. */
@Timeout(120)
class SameOrderTests {

    private static final int TIMES = 20;

    @TaskyTest(classes = {Log.class, Office.class})
    static class Pooled {}

    @TaskyTest(
            inline = true,
            classes = {Log.class, Office.class})
    static class Inline {}

    @ParameterizedTest
    @ValueSource(classes = {Pooled.class, Inline.class})
    void sameScenarioGivesTheSameLogTwentyTimes(Class<?> test) throws Exception {
        List<List<String>> logs = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            logs.add(play(test));
        }
        assertThat(logs.get(0)).hasSizeGreaterThan(100);
        assertThat(logs).containsOnly(logs.get(0));
    }

    private static List<String> play(Class<?> test) throws Exception {
        TestContextManager manager = new TestContextManager(test);
        var context = (ConfigurableApplicationContext) manager.getTestContext().getApplicationContext();
        try {
            return play(
                    context.getBean(TaskyClock.class),
                    context.getBean(TaskSupervisor.class),
                    context.getBean(Log.class));
        } finally {
            manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        }
    }

    private static List<String> play(TaskyClock clock, TaskSupervisor supervisor, Log log) throws Exception {
        TaskTimer<Void> quiet = supervisor.timer("quiet");
        for (int i = 0; i < 6; i++) {
            quiet.reset();
            supervisor.<String>queue("mails").put("m" + i);
            clock.advance(Duration.ofSeconds(40));
            TaskRun<String> run = supervisor.submit(
                    () -> "attempt " + TaskContext.current().attempt(), RunOptions.priority(TaskPriority.HIGH));
            clock.advance(Duration.ZERO);
            log.add(run.result() + " at " + run.startedAt());
        }
        clock.advanceToNext();
        return log.take();
    }
}
