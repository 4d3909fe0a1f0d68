package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tasky.annotation.TimerKey;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskTimer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.AliasFor;

/** Timers that application events reset, and timers with keys. */
class TimerEventTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TimedContext timed = new TimedContext();

    record Ordered(int customer, String item) {}

    static class Moved extends ApplicationEvent {
        private static final long serialVersionUID = 1L;

        Moved(Object source) {
            super(source);
        }
    }

    static class Recording {
        final List<String> seen = new CopyOnWriteArrayList<>();
    }

    private void run(Class<? extends Recording> type, Steps steps, String... properties) {
        timed.runner()
                .withPropertyValues(properties)
                .withBean("worker", type)
                .run(context -> steps.take(context, context.getBean(type).seen));
    }

    private interface Steps {
        void take(ApplicationContext context, List<String> seen) throws Exception;
    }

    @Test
    void eventWithAPayloadResetsTheTimerWhichGetsTheLatest() {
        run(Debounced.class, (context, seen) -> {
            timed.advance(context, Duration.ofDays(1));
            context.publishEvent(new Ordered(1, "apple"));
            timed.advance(context, Duration.ofMillis(900));
            context.publishEvent(new Ordered(1, "pear"));
            timed.advance(context, Duration.ofMillis(999));
            assertThat(seen).isEmpty();
            timed.advance(context, Duration.ofMillis(1));
            timed.advance(context, Duration.ofDays(1));
            assertThat(seen).containsExactly("pear");
        });
    }

    static class Debounced extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class)
        void index(TaskContext context, Ordered latest) {
            seen.add(latest.item());
        }
    }

    @Test
    void eventOfSpringsOwnTypeResetsTheTimer() {
        run(Following.class, (context, seen) -> {
            context.publishEvent(new Moved("here"));
            context.publishEvent("another event");
            TimedContext.awaitIdle(context);
            assertThat(seen).containsExactly("here");
        });
    }

    static class Following extends Recording {
        @TimerTask(delay = "0s", autoStart = false, resetOn = Moved.class)
        void follow(ApplicationEvent latest) {
            seen.add(latest.getSource().toString());
        }
    }

    @Test
    void timerWhoseMethodTakesNoEventIsArmedAtTheStartAndPutOffByEvents() {
        run(Watchdog.class, (context, seen) -> {
            for (int i = 0; i < 10; i++) {
                timed.advance(context, SECOND.multipliedBy(9));
                context.publishEvent(new Ordered(1, "sign of life"));
            }
            assertThat(seen).isEmpty();
            timed.advance(context, SECOND.multipliedBy(10));
            assertThat(seen).containsExactly("silence");
        });
    }

    static class Watchdog extends Recording {
        @TimerTask(delay = "10s", resetOn = Ordered.class)
        void warn() {
            seen.add("silence");
        }
    }

    @Test
    void timerThatIsResetByHandGetsNoEvent() {
        run(ByHand.class, (context, seen) -> {
            TimedContext.supervisor(context).timer("worker.work").reset();
            timed.advance(context, SECOND);
            assertThat(seen).containsExactly("null");
        });
    }

    static class ByHand extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class)
        void work(@Nullable Ordered latest) {
            seen.add(String.valueOf(latest));
        }
    }

    @Test
    void eventResetsTheTimerOfItsKeyAndTheKeyIsConverted() {
        run(Carts.class, (context, seen) -> {
            context.publishEvent(new Ordered(1, "apple"));
            context.publishEvent(new Ordered(2, "pear"));
            timed.advance(context, Duration.ofMillis(500));
            context.publishEvent(new Ordered(1, "plum"));
            timed.advance(context, Duration.ofMillis(500));
            assertThat(seen).containsExactly("2 pear");
            timed.advance(context, Duration.ofMillis(500));
            assertThat(seen).containsExactly("2 pear", "1 plum");
        });
    }

    static class Carts extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class, key = "customer")
        void remind(Ordered latest, @TimerKey String customer) {
            seen.add(customer + " " + latest.item());
        }
    }

    @Test
    void expressionMayReferToBeans() {
        timed.runner()
                .withBean("regions", Regions.class)
                .withBean("worker", PerRegion.class)
                .run(context -> {
                    context.publishEvent(new Ordered(17, "apple"));
                    timed.advance(context, SECOND);
                    assertThat(context.getBean(PerRegion.class).seen).containsExactly("7");
                });
    }

    static class Regions {
        public long of(int customer) {
            return customer % 10;
        }
    }

    static class PerRegion extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class, key = "@regions.of(customer)")
        void sum(@TimerKey long region) {
            seen.add(Long.toString(region));
        }
    }

    @Test
    void eventWithoutAKeyIsRefusedWhereItIsPublished() {
        run(NullKeys.class, (context, seen) -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.publishEvent(new Ordered(1, "apple")))
                    .withMessage("key of @TimerTask method " + NullKeys.class.getName() + ".work(Integer) is"
                            + " 'customer > 1 ? customer : null', which is null for a " + Ordered.class.getName()
                            + ". Give the event a key, or let the expression give one.");
            context.publishEvent(new Ordered(2, "apple"));
            timed.advance(context, SECOND);
            assertThat(seen).containsExactly("2");
        });
    }

    static class NullKeys extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class, key = "customer > 1 ? customer : null")
        void work(@TimerKey Integer customer) {
            seen.add(customer.toString());
        }
    }

    @Test
    void eventThatTheExpressionDoesNotFitIsRefusedWhereItIsPublished() {
        run(
                WrongProperty.class,
                (context, seen) -> assertThatIllegalStateException()
                        .isThrownBy(() -> context.publishEvent(new Ordered(1, "apple")))
                        .withMessage("key of @TimerTask method " + WrongProperty.class.getName()
                                + ".work(String) is 'colour', which cannot be told of a " + Ordered.class.getName()
                                + ". Correct the expression."));
    }

    static class WrongProperty extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class, key = "colour")
        void work(@TimerKey String colour) {}
    }

    @Test
    void configurationOverridesWhatTheAnnotationSays() {
        run(
                Configured.class,
                (context, seen) -> {
                    context.publishEvent(new Ordered(1, "apple"));
                    context.publishEvent(new Ordered(2, "apple"));
                    context.publishEvent(new Ordered(3, "pear"));
                    TimedContext.awaitIdle(context);
                    assertThat(seen).containsExactlyInAnyOrder("apple", "pear");
                    assertThat(TimedContext.supervisor(context)
                                    .task("worker.work")
                                    .snapshot()
                                    .schedule())
                            .isEqualTo("delay PT1M, leading, at the latest after PT5M for each key");
                },
                "tasky.strict=true",
                "tasky.tasks.worker.work.delay=1m",
                "tasky.tasks.worker.work.max-wait=5m",
                "tasky.tasks.worker.work.leading=true",
                "tasky.tasks.worker.work.key=item");
    }

    static class Configured extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class, key = "customer", leading = false, maxWait = "2s")
        void work(@TimerKey String key) {
            seen.add(key);
        }
    }

    @Test
    void beanIsMadeWhenItsTimerFires() {
        timed.runner().withUserConfiguration(LazyWorker.class).run(context -> {
            context.publishEvent(new Ordered(1, "apple"));
            timed.advance(context, SECOND);
            assertThat(context.getBean(LazyWorker.class).seen).containsExactly("apple");
        });
    }

    @Lazy
    static class LazyWorker extends Recording {
        @TimerTask(delay = "1s", resetOn = Ordered.class)
        void work(Ordered latest) {
            seen.add(latest.item());
        }
    }

    @Test
    void annotationMayBeComposedAndTheKeyMarkedOnAnInterface() {
        run(Composed.class, (context, seen) -> {
            context.publishEvent(new Ordered(4, "apple"));
            timed.advance(context, SECOND);
            assertThat(seen).containsExactly("4");
        });
    }

    @Retention(RetentionPolicy.RUNTIME)
    @TimerTask(delay = "1s")
    @interface AfterOneSecond {
        @AliasFor(annotation = TimerTask.class, attribute = "resetOn")
        Class<?> since();

        @AliasFor(annotation = TimerTask.class, attribute = "key")
        String by() default "";
    }

    interface Summing {
        void sum(@TimerKey int customer);
    }

    static class Composed extends Recording implements Summing {
        @Override
        @AfterOneSecond(since = Ordered.class, by = "customer")
        public void sum(int customer) {
            seen.add(Integer.toString(customer));
        }
    }

    @Test
    void timersWithKeysAreInjectedByTheTypeOfTheirKeys() {
        timed.runner()
                .withBean("aUser", Sessions.class)
                .withBean("worker", Expiring.class)
                .run(context -> {
                    Sessions sessions = context.getBean(Sessions.class);
                    sessions.timers.reset("alice");
                    sessions.byType.reset(7L);
                    timed.advance(context, SECOND);
                    assertThat(context.getBean(Expiring.class).seen).containsExactlyInAnyOrder("alice", "7");
                });
    }

    static class Sessions {
        final TaskTimer<String> timers;

        @Autowired
        TaskTimer<Long> byType;

        Sessions(@Qualifier("worker.expire") TaskTimer<String> timers) {
            this.timers = timers;
        }
    }

    static class Expiring extends Recording {
        @TimerTask(delay = "1s")
        void expire(@TimerKey String session) {
            seen.add(session);
        }

        @TimerTask(delay = "1s")
        void expireNumber(@TimerKey long session) {
            seen.add(Long.toString(session));
        }
    }
}
