package io.tasky.spring;

import io.tasky.spi.TaskListener;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes what operators care about as events of the application. Thread-safe. */
final class TaskEventPublisher implements TaskListener, DisposableBean {

    private final ApplicationEventPublisher events;

    private final EventThread thread = new EventThread();

    TaskEventPublisher(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void onWaitingTooLong(WaitingTooLong event) {
        publish(new TaskyWaitingEvent(
                event.pool(),
                event.priority(),
                event.critical(),
                event.runs(),
                event.oldest().task(),
                event.oldest().id(),
                Duration.ofNanos(event.waited())));
    }

    @Override
    public void onStuck(TaskRun<?> run, TaskFacts facts, long ran, List<StackTraceElement> stack) {
        publish(new TaskyStuckEvent(run.task(), run.id(), run.attempt(), Duration.ofNanos(ran), stack));
    }

    @Override
    public void onFailed(TaskRun<?> run, TaskFacts facts, Throwable failure) {
        publish(new TaskyFailureEvent(run.task(), run.id(), run.status(), run.attempt(), failure));
    }

    private void publish(Object event) {
        thread.execute(event, () -> events.publishEvent(event));
    }

    @Override
    public void destroy() {
        thread.close();
    }
}
