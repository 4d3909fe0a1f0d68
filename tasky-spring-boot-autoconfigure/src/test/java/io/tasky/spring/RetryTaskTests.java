package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.Retry;
import io.tasky.annotation.TimerTask;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AliasFor;

/** Retries as annotations and configuration ask for them, in virtual time. */
@Timeout(60)
class RetryTaskTests {

    private static final List<Instant> ATTEMPTS = new CopyOnWriteArrayList<>();

    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private final TimedContext timed = new TimedContext();

    private final ApplicationContextRunner runner =
            timed.runner().withBean(TimedContext.class, () -> timed).withBean("mail", Mail.class);

    @BeforeEach
    void forget() {
        ATTEMPTS.clear();
        SEEN.clear();
    }

    static class Mail {

        private final TimedContext timed;

        Mail(TimedContext timed) {
            this.timed = timed;
        }

        @BackgroundTask(retry = @Retry(maxRetries = "${mail.retries:3}", delay = "1s", multiplier = "2"))
        TaskRun<String> send(int failures, @Nullable TaskContext context) {
            attempt(failures);
            return TaskRun.of("attempt " + (context == null ? 0 : context.attempt()));
        }

        @BackgroundTask(retry = @Retry(maxRetries = "3", excludes = IllegalStateException.class))
        void refuse() {
            attempt(9);
        }

        @BackgroundTask
        void sendOnce() {
            attempt(9);
        }

        @SendsOften("2")
        void sendByMeta() {
            attempt(9);
        }

        @TimerTask(delay = "10s", retry = @Retry(maxRetries = "1", delay = "5s"))
        void remind() {
            attempt(1);
        }

        @PeriodicTask(initialDelay = "1h", fixedRate = "1h", retry = @Retry(maxRetries = "1", delay = "5s"))
        void clean() {
            attempt(1);
        }

        @QueueWorker(name = "letters", retry = @Retry(maxRetries = "1", delay = "5s"))
        void post(String letter) {
            SEEN.add(letter);
            attempt(1);
        }

        private void attempt(int failures) {
            ATTEMPTS.add(timed.time.now());
            if (ATTEMPTS.size() <= failures) {
                throw new IllegalStateException("attempt " + ATTEMPTS.size());
            }
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @BackgroundTask
    @interface SendsOften {

        @AliasFor(annotation = BackgroundTask.class, attribute = "name")
        String value();

        @AliasFor(annotation = BackgroundTask.class, attribute = "retry")
        Retry retry() default @Retry(maxRetries = "2", delay = "0s");
    }

    @Test
    void attemptsFollowOneAnotherAfterPausesThatGrow() {
        runner.run(context -> {
            TaskRun<String> run = context.getBean(Mail.class).send(3, null);
            for (int second = 0; second < 7; second++) {
                timed.advance(context, Duration.ofSeconds(1));
            }
            assertThat(run.get()).isEqualTo("attempt 4");
            Instant first = ATTEMPTS.get(0);
            assertThat(ATTEMPTS)
                    .containsExactly(first, first.plusSeconds(1), first.plusSeconds(3), first.plusSeconds(7));
            assertThat(TimedContext.counts(context, "mail.send").retries()).isEqualTo(3);
            assertThat(TimedContext.counts(context, "mail.send").succeeded()).isOne();
        });
    }

    @Test
    void runThatWaitsForItsNextAttemptTakesNeitherSlotNorThread() {
        runner.run(context -> {
            TaskRun<String> run = context.getBean(Mail.class).send(1, null);
            TimedContext.awaitIdle(context);
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            assertThat(TimedContext.supervisor(context)
                            .pool("default")
                            .snapshot()
                            .taken())
                    .isZero();
            timed.advance(context, Duration.ofSeconds(1));
            assertThat(run.get()).isEqualTo("attempt 2");
        });
    }

    @Test
    void runFailsWithTheLastExceptionWhenItsRetriesAreUsedUp() {
        runner.withPropertyValues("mail.retries=1").run(context -> {
            TaskRun<String> run = context.getBean(Mail.class).send(9, null);
            timed.advance(context, Duration.ofSeconds(1));
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.exception()).hasMessage("attempt 2");
            assertThat(run.attempt()).isEqualTo(2);
            assertThat(TimedContext.counts(context, "mail.send").failed()).isOne();
            assertThat(TimedContext.counts(context, "mail.send").retries()).isOne();
        });
    }

    @Test
    void excludedExceptionIsNotRetried() {
        runner.run(context -> {
            context.getBean(Mail.class).refuse();
            timed.advance(context, Duration.ofDays(1));
            assertThat(TimedContext.counts(context, "mail.refuse").failed()).isOne();
            assertThat(TimedContext.counts(context, "mail.refuse").retries()).isZero();
        });
    }

    @Test
    void nothingIsRetriedUnlessAskedFor() {
        runner.run(context -> {
            context.getBean(Mail.class).sendOnce();
            TimedContext.awaitIdle(context);
            assertThat(TimedContext.counts(context, "mail.sendOnce").failed()).isOne();
            assertThat(TimedContext.counts(context, "mail.sendOnce").retries()).isZero();
        });
    }

    @Test
    void configurationSaysHowToRetryWhereTheAnnotationSaysNothing() {
        runner.withPropertyValues(
                        "tasky.tasks.mail.send-once.retry.max-retries=2",
                        "tasky.tasks[mail.sendOnce].retry.delay=1m",
                        "tasky.tasks.mail.remind.enabled=false",
                        "tasky.strict=true")
                .run(context -> {
                    context.getBean(Mail.class).sendOnce();
                    timed.advance(context, Duration.ofMinutes(1));
                    timed.advance(context, Duration.ofMinutes(1));
                    assertThat(ATTEMPTS).hasSize(3);
                    assertThat(TimedContext.counts(context, "mail.sendOnce").failed())
                            .isOne();
                });
    }

    @Test
    void configurationSwitchesRetriesOff() {
        runner.withPropertyValues("tasky.tasks.mail.send.retry.max-retries=0").run(context -> {
            TaskRun<String> run = context.getBean(Mail.class).send(1, null);
            TimedContext.awaitIdle(context);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        });
    }

    @Test
    void retriesMayComeFromAnAnnotationOfTheApplication() {
        runner.run(context -> {
            context.getBean(Mail.class).sendByMeta();
            timed.advance(context, Duration.ZERO);
            timed.advance(context, Duration.ZERO);
            assertThat(ATTEMPTS).hasSize(3);
        });
    }

    @Test
    void timersAreRetried() {
        runner.run(context -> {
            timed.advance(context, Duration.ofSeconds(10));
            timed.advance(context, Duration.ofSeconds(5));
            assertThat(ATTEMPTS).hasSize(2);
            assertThat(TimedContext.counts(context, "mail.remind").succeeded()).isOne();
        });
    }

    @Test
    void periodicTasksAreRetried() {
        runner.withPropertyValues("tasky.tasks.mail.remind.enabled=false").run(context -> {
            timed.advance(context, Duration.ofHours(1));
            timed.advance(context, Duration.ofSeconds(5));
            assertThat(ATTEMPTS).hasSize(2);
            assertThat(TimedContext.counts(context, "mail.clean").succeeded()).isOne();
        });
    }

    @Test
    void queueWorkersAreRetriedWithTheSameItem() {
        runner.run(context -> {
            TimedContext.supervisor(context).queue("letters").put("to anna");
            timed.advance(context, Duration.ofSeconds(5));
            assertThat(SEEN).containsExactly("to anna", "to anna");
            assertThat(TimedContext.counts(context, "letters").succeeded()).isOne();
        });
    }

    @Test
    void eachAttemptPassesTheOtherAdviceAnewWithTheArgumentsOfTheCall() {
        timed.runner()
                .withBean(BeanPostProcessor.class, ArgumentChanging::new)
                .withBean("counter", Counter.class)
                .run(context -> {
                    TaskRun<Integer> run = context.getBean(Counter.class).count(10, null);
                    timed.advance(context, Duration.ZERO);
                    timed.advance(context, Duration.ZERO);
                    assertThat(run.get()).isEqualTo(11);
                    assertThat(SEEN).containsExactly("11 in attempt 1", "11 in attempt 2", "11 in attempt 3");
                    assertThat(run.payload().arguments()).containsExactly(10, null);
                });
    }

    static class Counter {

        @BackgroundTask(retry = @Retry(maxRetries = "2", delay = "0s"))
        TaskRun<Integer> count(int number, @Nullable TaskContext context) throws ExecutionException {
            int attempt = context == null ? 0 : context.attempt();
            SEEN.add(number + " in attempt " + attempt);
            if (attempt < 3) {
                throw new ExecutionException("again", null);
            }
            return TaskRun.of(number);
        }
    }

    /** Adds one to the first argument of a counter's calls. */
    static class ArgumentChanging implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            if (!(bean instanceof Counter)) {
                return bean;
            }
            ProxyFactory factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(true);
            factory.addAdvice((MethodInterceptor) invocation -> {
                @Nullable Object[] arguments = invocation.getArguments();
                if (arguments.length > 0 && arguments[0] instanceof Integer number) {
                    arguments[0] = number + 1;
                }
                return invocation.proceed();
            });
            return factory.getProxy();
        }
    }
}
