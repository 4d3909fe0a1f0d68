package io.tasky.spring;

import io.tasky.supervisor.EventTimer;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskKind;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** Lets application events reset timers. Thread-safe. */
final class TimerEvents {

    private final ConfigurableApplicationContext context;

    private final Supplier<TaskSupervisor> supervisor;

    TimerEvents(ConfigurableApplicationContext context, Supplier<TaskSupervisor> supervisor) {
        this.context = context;
        this.supervisor = supervisor;
    }

    /** Listens for a task, if it is a timer that events reset. */
    void listen(DiscoveredTask task) {
        if (task.definition().kind() != TaskKind.TIMER) {
            return;
        }
        TimerParameters parameters = TimerParameters.of(task.method());
        Class<?> resetOn = parameters.resetOn();
        if (resetOn != null) {
            context.addApplicationListener(new TimerEventListener(resetOn, action(task, parameters)));
        }
    }

    private Consumer<Object> action(DiscoveredTask task, TimerParameters parameters) {
        String key = task.definition().attributes().get(TaskAttribute.TIMER_KEY);
        if (key == null) {
            return event -> reset(task.name(), null, event);
        }
        TimerKeyExpression expression = TimerKeyExpression.parse(
                key,
                "key of " + task.method().annotationName() + " method "
                        + task.method().signature());
        StandardEvaluationContext evaluation = new StandardEvaluationContext();
        evaluation.setBeanResolver(new BeanFactoryResolver(context.getBeanFactory()));
        Class<?> type = parameters.keyType();
        return event -> reset(task.name(), expression.evaluate(event, type, evaluation), event);
    }

    private void reset(String task, @Nullable Object key, Object event) {
        if (supervisor.get().timer(task) instanceof EventTimer timer) {
            timer.reset(key, event);
        } else {
            throw new IllegalStateException("The timer '" + task + "' does not take events.");
        }
    }
}
