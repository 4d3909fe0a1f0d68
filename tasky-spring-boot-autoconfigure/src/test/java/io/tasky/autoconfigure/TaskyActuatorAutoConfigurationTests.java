package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.tasky.actuate.TaskPoolsEndpoint;
import io.tasky.actuate.TaskRunsEndpoint;
import io.tasky.actuate.TaskRunsEndpointProperties;
import io.tasky.actuate.TaskyEndpoint;
import io.tasky.actuate.TaskyEndpointProperties;
import io.tasky.actuate.TaskyEndpointWebExtension;
import io.tasky.actuate.TaskyHealthIndicator;
import io.tasky.spring.AttributeParser;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class TaskyActuatorAutoConfigurationTests {

    private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(
            TaskyActuatorAutoConfiguration.class,
            EndpointAutoConfiguration.class,
            HealthContributorAutoConfiguration.class,
            HealthContributorRegistryAutoConfiguration.class,
            HealthEndpointAutoConfiguration.class);

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AUTO_CONFIGURATIONS)
            .withBean(TaskSupervisor.class, () -> supervisor);

    private final WebApplicationContextRunner webRunner = new WebApplicationContextRunner()
            .withConfiguration(AUTO_CONFIGURATIONS)
            .withBean(TaskSupervisor.class, () -> supervisor);

    @Test
    void endpointIsNotExposedByDefault() {
        webRunner.run(context -> assertThat(context)
                .doesNotHaveBean(TaskyEndpoint.class)
                .doesNotHaveBean(TaskyEndpointWebExtension.class));
    }

    @Test
    void endpointIsThereOnceItIsExposed() {
        webRunner
                .withPropertyValues("management.endpoints.web.exposure.include=tasks")
                .run(context -> assertThat(context)
                        .hasSingleBean(TaskyEndpoint.class)
                        .hasSingleBean(TaskyEndpointWebExtension.class));
    }

    @Test
    void eachEndpointIsThereOnceItIsExposed() {
        webRunner
                .withPropertyValues("management.endpoints.web.exposure.include=taskruns,taskpools")
                .run(context -> assertThat(context)
                        .hasSingleBean(TaskRunsEndpoint.class)
                        .hasSingleBean(TaskPoolsEndpoint.class)
                        .doesNotHaveBean(TaskyEndpoint.class));
        webRunner.run(context ->
                assertThat(context).doesNotHaveBean(TaskRunsEndpoint.class).doesNotHaveBean(TaskPoolsEndpoint.class));
    }

    @Test
    void endpointIsNotThereWithoutAccess() {
        webRunner
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=*", "management.endpoint.tasks.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(TaskyEndpoint.class));
    }

    @Test
    void endpointOverJmxNeedsNoWebExtension() {
        runner.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=tasks")
                .run(context -> assertThat(context)
                        .hasSingleBean(TaskyEndpoint.class)
                        .doesNotHaveBean(TaskyEndpointWebExtension.class));
    }

    @Test
    void applicationsOwnEndpointWins() {
        TaskyEndpoint own = new TaskyEndpoint(supervisor, List.of(), Show.ALWAYS);
        webRunner
                .withPropertyValues("management.endpoints.web.exposure.include=tasks")
                .withBean("own", TaskyEndpoint.class, () -> own)
                .run(context -> assertThat(context).getBean(TaskyEndpoint.class).isSameAs(own));
    }

    @Test
    void applicationsOwnWebExtensionWins() {
        TaskyEndpointWebExtension own = new TaskyEndpointWebExtension(
                new TaskyEndpoint(supervisor, List.of(), Show.ALWAYS),
                new TaskyEndpointProperties(Show.ALWAYS, Set.of()),
                AttributeParser::parse,
                event -> {});
        webRunner
                .withPropertyValues("management.endpoints.web.exposure.include=tasks")
                .withBean("own", TaskyEndpointWebExtension.class, () -> own)
                .run(context -> assertThat(context)
                        .getBean(TaskyEndpointWebExtension.class)
                        .isSameAs(own));
    }

    @Test
    void applicationsOwnEndpointsForRunsAndPoolsWin() {
        TaskRunsEndpoint runs = new TaskRunsEndpoint(
                supervisor, List.of(), new TaskRunsEndpointProperties(Show.NEVER, Set.of()), event -> {});
        TaskPoolsEndpoint pools = new TaskPoolsEndpoint(supervisor, event -> {});
        webRunner
                .withPropertyValues("management.endpoints.web.exposure.include=taskruns,taskpools")
                .withBean("ownRuns", TaskRunsEndpoint.class, () -> runs)
                .withBean("ownPools", TaskPoolsEndpoint.class, () -> pools)
                .run(context -> {
                    assertThat(context).getBean(TaskRunsEndpoint.class).isSameAs(runs);
                    assertThat(context).getBean(TaskPoolsEndpoint.class).isSameAs(pools);
                });
    }

    @Test
    void valuesAreHiddenUnlessConfigured() {
        webRunner
                .withPropertyValues("management.endpoints.web.exposure.include=tasks")
                .run(context -> assertThat(context)
                        .getBean(TaskyEndpointProperties.class)
                        .isEqualTo(new TaskyEndpointProperties(Show.NEVER, Set.of())));
    }

    @Test
    void propertiesSayWhoSeesValues() {
        webRunner
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=tasks",
                        "management.endpoint.tasks.show-values=when-authorized",
                        "management.endpoint.tasks.roles=OPERATOR,ADMIN")
                .run(context -> assertThat(context)
                        .getBean(TaskyEndpointProperties.class)
                        .isEqualTo(new TaskyEndpointProperties(Show.WHEN_AUTHORIZED, Set.of("OPERATOR", "ADMIN"))));
    }

    @Test
    void healthHasAComponentTasky() {
        given(supervisor.state()).willReturn(SupervisorState.RUNNING);
        runner.run(context -> assertThat(
                        context.getBean(HealthContributorRegistry.class).getContributor("tasky"))
                .isInstanceOf(TaskyHealthIndicator.class));
    }

    @Test
    void healthCanBeSwitchedOff() {
        runner.withPropertyValues("management.health.tasky.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(TaskyHealthIndicator.class));
    }

    @Test
    void applicationsOwnHealthIndicatorWins() {
        HealthIndicator own = () -> Health.up().build();
        runner.withBean("taskyHealthIndicator", HealthIndicator.class, () -> own)
                .run(context -> assertThat(context).doesNotHaveBean(TaskyHealthIndicator.class));
    }

    @Test
    void nothingIsThereWithoutASupervisor() {
        new WebApplicationContextRunner()
                .withConfiguration(AUTO_CONFIGURATIONS)
                .withPropertyValues("management.endpoints.web.exposure.include=tasks")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(TaskyEndpoint.class)
                        .doesNotHaveBean(TaskyHealthIndicator.class));
    }
}
