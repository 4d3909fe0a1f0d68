package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What annotations and the configuration say of ticks, overlaps and failures. */
@Timeout(60)
class PeriodicAttributeTests {

    private static final String HERE = PeriodicAttributeTests.class.getName() + "$";

    private final TimedContext timed = new TimedContext();

    static class Worker {
        @PeriodicTask(name = "work", fixedRate = "10s", jitter = "${work.jitter:1s}", onError = ErrorPolicy.BACK_OFF)
        void work() {
            throw new IllegalStateException("work");
        }
    }

    @Test
    void jitterIsPartOfTheScheduleAndReplacedWithIt() {
        timed.runner()
                .withBean(Worker.class)
                .run(context ->
                        assertThat(control(context).snapshot().schedule()).isEqualTo("fixed rate PT10S, jitter PT1S"));
        timed.runner()
                .withBean(Worker.class)
                .withPropertyValues("tasky.tasks.work.jitter=0s")
                .run(context ->
                        assertThat(control(context).snapshot().schedule()).isEqualTo("fixed rate PT10S"));
        timed.runner()
                .withBean(Worker.class)
                .withPropertyValues("tasky.tasks.work.fixed-rate=1s")
                .run(context ->
                        assertThat(control(context).snapshot().schedule()).isEqualTo("fixed rate PT1S"));
    }

    @Test
    void taskBacksOffBySpringsBackOff() {
        timed.runner()
                .withBean(Worker.class)
                .withPropertyValues("tasky.tasks.work.fixed-delay=100ms")
                .run(context -> {
                    TimedContext.supervisor(context).start();
                    timed.advance(context, Duration.ZERO);
                    assertThat(control(context).snapshot().waitingFor())
                            .isEqualTo(new WaitingFor(
                                    WaitingFor.Reason.BACKING_OFF,
                                    1,
                                    0,
                                    timed.time.now().plusSeconds(1),
                                    null));
                    timed.advance(context, Duration.ofSeconds(1));
                    assertThat(control(context).nextRuns(1))
                            .containsExactly(timed.time.now().plusSeconds(2));
                });
    }

    @Test
    void configurationSaysWhatFollowsAFailure() {
        timed.runner()
                .withBean(Worker.class)
                .withPropertyValues("tasky.tasks.work.on-error=stop", "tasky.tasks.work.jitter=0s")
                .run(context -> {
                    TimedContext.supervisor(context).start();
                    timed.advance(context, Duration.ZERO);
                    assertThat(control(context).snapshot().state()).isEqualTo(TaskState.ENDED);
                });
    }

    @Test
    void configurationSaysThatMissedTicksAreMadeUpFor() {
        timed.runner()
                .withBean(Worker.class)
                .withPropertyValues(
                        "tasky.tasks.work.fixed-rate=1s",
                        "tasky.tasks.work.catch-up=true",
                        "tasky.tasks.work.overlap=queue-one",
                        "tasky.tasks.work.on-error=continue")
                .run(context -> {
                    TimedContext.supervisor(context).start();
                    timed.advance(context, Duration.ZERO);
                    TimedContext.supervisor(context).quiet();
                    timed.advance(context, Duration.ofSeconds(3));
                    TimedContext.supervisor(context).resume();
                    for (int i = 0; i < 4; i++) {
                        timed.advance(context, Duration.ZERO);
                    }
                    assertThat(TimedContext.counts(context, "work").failed()).isEqualTo(4);
                    assertThat(TimedContext.counts(context, "work").skipped()).isZero();
                });
    }

    private static TaskControl control(org.springframework.context.ApplicationContext context) {
        return TimedContext.supervisor(context).task("work");
    }

    // What does not go together

    @Test
    void jitterAsLongAsTheRateIsRefused() {
        assertRefused(
                LongJitter.class,
                "LongJitter.work()) says fixedRate PT1S and jitter PT1S, so that a tick could start after the next one.",
                "Give a jitter that is shorter than the fixedRate.");
    }

    static class LongJitter {
        @PeriodicTask(fixedRate = "1s", jitter = "1s")
        void work() {}
    }

    @Test
    void delayThatCatchesUpIsRefused() {
        assertRefused(
                DelayCatchUp.class,
                "DelayCatchUp.work()) says catchUp and fixedDelay, which has no more than one tick to make up for.",
                "Remove catchUp, or give a fixedRate or a cron expression.");
    }

    static class DelayCatchUp {
        @PeriodicTask(fixedDelay = "1s", catchUp = true)
        void work() {}
    }

    @Test
    void delayWhoseRunsOverlapIsRefused() {
        assertRefused(
                DelayOverlap.class,
                "DelayOverlap.work()) says overlap ALLOW and fixedDelay, whose runs follow one another.",
                "Remove overlap, or give a fixedRate or a cron expression.");
    }

    static class DelayOverlap {
        @PeriodicTask(fixedDelay = "1s", overlap = OverlapPolicy.ALLOW)
        void work() {}
    }

    @Test
    void policyThatIsNoneIsRefused() {
        TaskConfigurationException failure = TaskyContext.failure(
                TaskyContext.runner().withBean(Worker.class).withPropertyValues("tasky.tasks.work.on-error=retry"));
        assertThat(failure).hasMessage("tasky.tasks.work.on-error is 'retry', which is not one of its values.");
        assertThat(failure.remedy()).isEqualTo("Write one of CONTINUE, STOP, BACK_OFF.");
    }

    private static void assertRefused(Class<?> bean, String problem, String remedy) {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", bean));
        assertThat(failure).hasMessage("Task 'worker.work' (@PeriodicTask method " + HERE + problem);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }
}
