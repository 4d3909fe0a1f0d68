package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.Retry;
import io.tasky.annotation.TimerTask;
import io.tasky.spi.RunContextCarrier;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What belongs to the submitter travels with every attempt. */
@Timeout(60)
class ContextPropagationTests {

    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private static final ObservationRegistry OBSERVATIONS = observations();

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private final TimedContext timed = new TimedContext();

    private final ApplicationContextRunner runner = timed.runner()
            .withPropertyValues(
                    "tasky.pools.default.size=1",
                    "tasky.pools.default.reserve-normal=0",
                    "tasky.pools.default.reserve-high=0")
            .withBean("worker", Worker.class);

    private static ObservationRegistry observations() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(context -> true);
        return registry;
    }

    @BeforeEach
    @AfterEach
    void clean() {
        SEEN.clear();
        unbind();
    }

    private static void unbind() {
        MDC.clear();
        TENANT.remove();
        SecurityContextHolder.clearContext();
        LocaleContextHolder.resetLocaleContext();
    }

    private static String bound() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Observation observation = OBSERVATIONS.getCurrentObservation();
        return MDC.get("user") + ", " + (authentication == null ? null : authentication.getName()) + ", "
                + (LocaleContextHolder.getLocaleContext() == null ? null : LocaleContextHolder.getLocale()) + ", "
                + (observation == null ? null : observation.getContext().getName());
    }

    /** Public, so that the proxy of a filtered class loader can extend it. */
    public static class Worker {

        @BackgroundTask(retry = @Retry(maxRetries = "1", delay = "0s"))
        public void work() {
            SEEN.add(bound());
            if (SEEN.size() < 2) {
                throw new IllegalStateException("again");
            }
        }

        @BackgroundTask
        public TaskRun<String> tenant() {
            return TaskRun.of(String.valueOf(TENANT.get()));
        }

        @TimerTask(delay = "10s")
        public void fire() {
            SEEN.add("fired " + bound());
        }
    }

    @Test
    void everythingTravelsWithEveryAttemptAndIsTakenOffAgain() {
        runner.run(context -> {
            MDC.put("user", "anna");
            SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("anna", ""));
            LocaleContextHolder.setLocale(Locale.FRENCH);
            Observation observation = Observation.start("request", OBSERVATIONS);
            try (Observation.Scope scope = observation.openScope()) {
                assertThat(scope.getCurrentObservation()).isNotNull();
                context.getBean(Worker.class).work();
            }
            unbind();
            timed.advance(context, Duration.ZERO);
            assertThat(SEEN).containsExactly("anna, anna, fr, request", "anna, anna, fr, request");

            context.getBean(Worker.class).work();
            TimedContext.awaitIdle(context);
            assertThat(SEEN).endsWith("null, null, null, null");
        });
    }

    @Test
    void workSubmittedInCodeCarriesTheSame() {
        runner.run(context -> {
            MDC.put("user", "anna");
            TaskRun<String> run = TimedContext.supervisor(context).submit(() -> MDC.get("user"), RunOptions.DEFAULTS);
            MDC.clear();
            assertThat(run.get()).isEqualTo("anna");
        });
    }

    @Test
    void executorOfAPoolCarriesTheSame() {
        runner.withPropertyValues("tasky.pools.default.expose-as=poolExecutor")
                .withUserConfiguration(Decorators.class)
                .run(context -> {
                    AsyncTaskExecutor executor = context.getBean("poolExecutor", AsyncTaskExecutor.class);
                    Callable<String> user = () -> MDC.get("user") + " of " + TENANT.get();
                    MDC.put("user", "anna");
                    TENANT.set("acme");
                    CompletableFuture<String> executed = new CompletableFuture<>();
                    executor.execute(() -> executed.complete(MDC.get("user") + " of " + TENANT.get()));
                    Future<String> submitted = executor.submit(user);
                    CompletableFuture<String> completed = executor.submitCompletable(user);
                    unbind();
                    assertThat(executed.get()).isEqualTo("anna of acme");
                    assertThat(submitted.get()).isEqualTo("anna of acme");
                    assertThat(completed.get()).isEqualTo("anna of acme");
                    assertThat(SEEN).containsExactly("last", "first", "last", "first", "last", "first");
                });
    }

    @Test
    void runsThatTheClockCausedCarryNothing() {
        runner.run(context -> {
            MDC.put("user", "anna");
            timed.advance(context, Duration.ofSeconds(10));
            assertThat(SEEN).containsExactly("fired null, null, null, null");
        });
    }

    @Test
    void decoratorsSeeTheSubmittingThreadAndGoAroundEachAttemptAsInSpringBoot() {
        runner.withUserConfiguration(Decorators.class).run(context -> {
            TENANT.set("acme");
            TaskRun<String> run = context.getBean(Worker.class).tenant();
            TENANT.remove();
            assertThat(run.get()).isEqualTo("acme");
            context.getBean(Worker.class).work();
            timed.advance(context, Duration.ZERO);
            assertThat(SEEN)
                    .filteredOn(entry -> !entry.startsWith("null"))
                    .containsExactly("last", "first", "last", "first");
        });
    }

    @Test
    void decoratorsGoAroundRunsThatTheClockCaused() {
        runner.withUserConfiguration(Decorators.class).run(context -> {
            timed.advance(context, Duration.ofSeconds(10));
            assertThat(SEEN).containsExactly("last", "first", "fired null, null, null, null");
        });
    }

    /** The first decorator gets the task itself, so that the last one is outermost. */
    @Configuration(proxyBeanMethods = false)
    static class Decorators {

        @Bean
        @Order(2)
        TaskDecorator last() {
            return task -> () -> {
                SEEN.add("last");
                task.run();
            };
        }

        @Bean
        @Order(1)
        TaskDecorator first() {
            return task -> {
                String tenant = TENANT.get();
                return () -> {
                    SEEN.add("first");
                    TENANT.set(tenant);
                    try {
                        task.run();
                    } finally {
                        TENANT.remove();
                    }
                };
            };
        }
    }

    @Test
    void withoutTheLibraryDecoratorsStillWork() {
        runner.withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class))
                .withUserConfiguration(Decorators.class)
                .run(context -> {
                    MDC.put("user", "anna");
                    TENANT.set("acme");
                    assertThat(context.getBean(Worker.class).tenant().get()).isEqualTo("acme");
                    context.getBean(Worker.class).work();
                    timed.advance(context, Duration.ZERO);
                    assertThat(SEEN).contains("null, null, null, null");
                });
    }

    @Test
    void carrierOfTheApplicationReplacesTaskys() {
        runner.withBean(RunContextCarrier.class, () -> RunContextCarrier.NONE).run(context -> {
            assertThat(context).hasSingleBean(RunContextCarrier.class);
            MDC.put("user", "anna");
            assertThat(TimedContext.supervisor(context)
                            .submit(() -> MDC.get("user"), RunOptions.DEFAULTS)
                            .get())
                    .isNull();
        });
    }
}
