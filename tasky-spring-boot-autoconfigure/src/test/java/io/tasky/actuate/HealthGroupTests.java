package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

/** Who looks at the health of a process, and what of that is Tasky's. */
class HealthGroupTests {

    private final WebApplicationContextRunner runner = EndpointWebApplication.runner()
            .withConfiguration(AutoConfigurations.of(
                    HealthEndpointAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    ApplicationAvailabilityAutoConfiguration.class,
                    AvailabilityHealthContributorAutoConfiguration.class,
                    AvailabilityProbesAutoConfiguration.class))
            .withPropertyValues("management.endpoint.health.probes.enabled=true")
            .withBean(TaskSupervisor.class, HealthGroupTests::supervisor);

    private static TaskSupervisor supervisor() {
        TaskSupervisor supervisor = new TaskSupervisorBuilder()
                .shutdown(new ShutdownPolicy(Duration.ZERO, Duration.ZERO))
                .build();
        supervisor.start();
        return supervisor;
    }

    private static int status(ApplicationContext context, String path) throws Exception {
        AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
        AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        return MockMvcTester.from((WebApplicationContext) context)
                .get()
                .uri("/actuator/health" + path)
                .exchange()
                .getResponse()
                .getStatus();
    }

    @Test
    void supervisorThatHasStoppedIsDownInTheWholeAndInNoProbe() {
        runner.run(context -> {
            assertThat(status(context, "")).isEqualTo(200);
            context.getBean(TaskSupervisor.class).stop();

            assertThat(status(context, "")).isEqualTo(503);
            assertThat(status(context, "/liveness")).isEqualTo(200);
            assertThat(status(context, "/readiness")).isEqualTo(200);
        });
    }

    @Test
    void readinessOfTheDocumentSeesIt() {
        runner.withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.location=classpath:/docs/health.yml")
                .run(context -> {
                    assertThat(status(context, "/readiness")).isEqualTo(200);
                    context.getBean(TaskSupervisor.class).stop();

                    assertThat(status(context, "/readiness")).isEqualTo(503);
                    assertThat(status(context, "/liveness")).isEqualTo(200);
                });
    }

    @Test
    void groupThatAsksForItSeesIt() {
        runner.withPropertyValues("management.endpoint.health.group.liveness.include=livenessState,tasky")
                .run(context -> {
                    assertThat(status(context, "/liveness")).isEqualTo(200);
                    context.getBean(TaskSupervisor.class).stop();

                    assertThat(status(context, "/liveness")).isEqualTo(503);
                    assertThat(status(context, "/readiness")).isEqualTo(200);
                });
    }
}
