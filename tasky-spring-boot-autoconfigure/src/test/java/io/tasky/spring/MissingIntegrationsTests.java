package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.Retry;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.testing.ReducedClassPath;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Background tasks work whatever optional library is not there. */
class MissingIntegrationsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context-propagation-.*",
                "spring-(tx|jdbc)-.*",
                "(reactor|reactive-streams)-.*",
                "kotlin.*",
                "(context-propagation|spring-tx|spring-jdbc|reactor-core|reactive-streams|kotlin|micrometer).*"
            })
    void tasksRunWithout(String jars) throws Exception {
        assertThat(ReducedClassPath.call(Application.class, "greeting", jars)).isEqualTo("hello in attempt 2");
    }

    @Test
    void publisherThatNobodyWouldSubscribeToIsRefused() throws Exception {
        assertThat(ReducedClassPath.call(Application.class, "refusal", "reactor-core-.*"))
                .isEqualTo("@PeriodicTask method " + Publishing.class.getName()
                        + ".work() returns Publisher, to which nobody would subscribe. Add reactor-core to the class path,"
                        + " or wait for the result inside the method.");
    }

    /** What is started; loaded anew for each class path. Stateless. */
    @ImportAutoConfiguration(TaskyAutoConfiguration.class)
    public static class Application {

        /**
         * Starts an application and calls a task.
         *
         * @return its result
         * @throws Exception if it failed
         */
        public static String greeting() throws Exception {
            try (var context = new AnnotationConfigApplicationContext(Application.class, Greeter.class)) {
                return context.getBean(Greeter.class).greet(null).get();
            }
        }

        /**
         * Starts an application that cannot start.
         *
         * @return why it could not
         */
        public static String refusal() {
            try (var context = new AnnotationConfigApplicationContext(Application.class, Publishing.class)) {
                return context.getDisplayName();
            } catch (TaskConfigurationException ex) {
                return ex.getMessage() + " " + ex.remedy();
            }
        }
    }

    /** Needs two attempts. Stateless. */
    public static class Greeter {

        /**
         * Says hello.
         *
         * @param context the run's
         * @return the greeting
         */
        @BackgroundTask(retry = @Retry(maxRetries = "1", delay = "0s"))
        public TaskRun<String> greet(@Nullable TaskContext context) {
            int attempt = context == null ? 0 : context.attempt();
            if (attempt == 1) {
                throw new IllegalStateException("again");
            }
            return TaskRun.of("hello in attempt " + attempt);
        }
    }

    /** Returns what nobody would subscribe to. Stateless. */
    public static class Publishing {

        /**
         * Never asked for anything.
         *
         * @return a publisher
         */
        @PeriodicTask(initialDelay = "1h", fixedRate = "1h")
        public Flow.Publisher<String> work() {
            return subscriber -> {};
        }
    }
}
