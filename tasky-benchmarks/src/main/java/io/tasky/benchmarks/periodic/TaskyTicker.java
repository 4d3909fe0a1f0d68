package io.tasky.benchmarks.periodic;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.PlainApplication;
import io.tasky.benchmarks.probe.TickWindow;
import io.tasky.benchmarks.probe.Ticks;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** Tasky's supervisor, in an application as it ships. */
final class TaskyTicker {

    private TaskyTicker() {}

    static AutoCloseable start(TickWindow window) {
        ConfigurableApplicationContext context = Applications.start(PlainApplication.class, List.of());
        TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
        Stagger stagger = new Stagger(window);
        for (int i = 0; i < window.tasks().size(); i++) {
            supervisor.register(
                    definition("tick-" + i, window.tasks().get(i), window.period(), stagger.initialDelay(i)));
        }
        return context;
    }

    private static TaskDefinition definition(String name, Ticks ticks, Duration period, Duration initialDelay) {
        TaskAttributes attributes = TaskAttributes.NONE
                .with(TaskAttribute.FIXED_RATE, period)
                .with(TaskAttribute.INITIAL_DELAY, initialDelay);
        return new TaskDefinition(
                name,
                TaskKind.PERIODIC,
                attributes,
                payload -> {
                    ticks.tick();
                    return null;
                },
                "the benchmark");
    }
}
