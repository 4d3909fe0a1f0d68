package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class EndpointAccessTests {

    @Test
    void withoutConfigurationAllEndpointsOnlyRead() {
        EndpointWebApplication.runner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=tasks,taskruns,taskpools")
                .run(context -> {
                    MockMvcTester mvc = MockMvcTester.from(context);
                    for (String id : new String[] {"tasks", "taskruns", "taskpools"}) {
                        assertThat(mvc.get().uri("/actuator/" + id)).hasStatusOk();
                    }
                    assertThat(mvc.post()
                                    .uri("/actuator/taskpools/default")
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content("{\"size\": 3}"))
                            .hasStatus(405);
                    assertThat(mvc.delete().uri("/actuator/taskruns/x-1")).hasStatus(405);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"actuator", "dashboard"})
    void withTheDocumentedConfigurationAllOfThemAct(String document) {
        EndpointWebApplication.runner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                // As in an application: its environment reads "unrestricted" as a constant.
                .withInitializer(
                        context -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.location=classpath:/docs/" + document + ".yml")
                .run(context -> {
                    MockMvcTester mvc = MockMvcTester.from(context);
                    assertThat(mvc.post()
                                    .uri("/actuator/taskpools/default")
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content("{\"size\": 3}"))
                            .hasStatusOk();
                    assertThat(mvc.delete().uri("/actuator/taskruns/x-1")).hasStatus(404);
                    assertThat(mvc.post()
                                    .uri("/actuator/tasks/nobody")
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content("{\"action\": \"pause\"}"))
                            .hasStatus(404);
                });
    }

    /** What a page of another site can make a browser send without asking first. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void requestThatAFormOfAnotherSiteCouldSendIsRefused(String contentType) {
        ActionRig.run(rig -> {
            assertThat(rig.mvc()
                            .post()
                            .uri("/actuator/tasks/reports?action=pause")
                            .contentType(MediaType.parseMediaType(contentType))
                            .content("{\"action\": \"pause\"}"))
                    .hasStatus(415);
            assertThat(rig.mvc().post().uri("/actuator/tasks/reports?action=pause"))
                    .hasStatus(415);
            assertThat(rig.signals().events()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"POST,tasks/reports", "POST,taskpools/io", "DELETE,taskruns/x-1"})
    void browserThatAsksFirstIsToldNoUnlessTheApplicationAllowsThatSite(String method, String path) {
        ActionRig.run(
                rig -> assertThat(preflight(rig, method, path)).doesNotContainHeader("Access-Control-Allow-Origin"));
        ActionRig.run(
                rig -> assertThat(preflight(rig, method, path))
                        .hasStatusOk()
                        .containsHeader("Access-Control-Allow-Origin"),
                "management.endpoints.web.cors.allowed-origins=https://elsewhere.example",
                "management.endpoints.web.cors.allowed-methods=POST,DELETE",
                "management.endpoints.web.cors.allowed-headers=content-type");
    }

    private static MvcTestResult preflight(ActionRig rig, String method, String path) {
        return rig.mvc()
                .options()
                .uri("/actuator/" + path)
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "content-type")
                .exchange();
    }
}
