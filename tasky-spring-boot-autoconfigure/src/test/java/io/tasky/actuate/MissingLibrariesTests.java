package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyActuatorAutoConfiguration;
import io.tasky.autoconfigure.TaskyMetricsAutoConfiguration;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.testing.ReducedClassPath;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts with class paths that really lack libraries: filtering classes by name would leave their annotations visible. */
class MissingLibrariesTests {

    @Test
    void startsWithoutTheActuator() throws Exception {
        assertThat(beansWithout("spring-boot-actuator-.*"))
                .contains("taskyHealthIndicator")
                .doesNotContain("taskyEndpoint");
    }

    @Test
    void startsWithoutTheHealthModule() throws Exception {
        assertThat(beansWithout("spring-boot-health-.*"))
                .contains("taskyEndpoint")
                .doesNotContain("taskyHealthIndicator");
    }

    @Test
    void startsWithoutMicrometer() throws Exception {
        assertThat(beansWithout("micrometer-core-.*"))
                .contains("taskyEndpoint", "taskyHealthIndicator")
                .doesNotContain("taskyMetrics");
    }

    @Test
    void startsWithoutAnyOfThem() throws Exception {
        assertThat(beansWithout("(spring-boot-actuator|spring-boot-health|spring-boot-micrometer|micrometer-).*"))
                .contains("taskSupervisor")
                .doesNotContain("taskyEndpoint", "taskyHealthIndicator", "taskyMetrics");
    }

    private static List<String> beansWithout(String jars) throws Exception {
        return List.of((String[]) ReducedClassPath.call(Application.class, "beans", jars));
    }

    /** What is started; loaded anew for each class path. Stateless. */
    @ImportAutoConfiguration({TaskyActuatorAutoConfiguration.class, TaskyMetricsAutoConfiguration.class})
    public static class Application {

        /**
         * Starts an application with both auto-configurations.
         *
         * @return the names of its beans
         */
        public static String[] beans() {
            try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
                Map<String, Object> exposure =
                        Map.of("spring.jmx.enabled", "true", "management.endpoints.jmx.exposure.include", "tasks");
                context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("exposure", exposure));
                context.registerBean("taskSupervisor", TaskSupervisor.class, Application::supervisor);
                context.register(Application.class);
                context.refresh();
                return context.getBeanDefinitionNames();
            }
        }

        private static TaskSupervisor supervisor() {
            return (TaskSupervisor) Proxy.newProxyInstance(
                    Application.class.getClassLoader(),
                    new Class<?>[] {TaskSupervisor.class},
                    (proxy, method, arguments) -> null);
        }
    }
}
