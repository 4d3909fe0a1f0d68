package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.actuate.TaskyPageEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.MergedAnnotations;

/** When the page is there, and what a native image needs for it. */
class TaskyPageAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EndpointAutoConfiguration.class,
                    TaskyAutoConfiguration.class,
                    TaskyActuatorAutoConfiguration.class));

    @Test
    void withoutExposureThereIsNoPage() {
        runner.run(context -> assertThat(context).doesNotHaveBean(TaskyPageEndpoint.class));
    }

    @Test
    void exposureAloneBringsThePage() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=taskyui")
                .run(context -> assertThat(context).hasSingleBean(TaskyPageEndpoint.class));
    }

    @Test
    void accessOfNoneTakesItAway() {
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=*", "management.endpoint.taskyui.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(TaskyPageEndpoint.class));
    }

    @Test
    void nativeImageTakesAllFilesOfThePage() {
        RuntimeHints hints = new RuntimeHints();
        new TaskyPageHints().registerHints(hints, getClass().getClassLoader());

        assertThat(MergedAnnotations.from(TaskyEndpointConfiguration.PageConfiguration.class)
                        .get(ImportRuntimeHints.class)
                        .getClassArray("value"))
                .containsExactly(TaskyPageHints.class);
        assertThat(RuntimeHintsPredicates.resource().forResource("io/tasky/actuate/page/index.html"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forResource("io/tasky/actuate/page/app.js"))
                .accepts(hints);
    }
}
