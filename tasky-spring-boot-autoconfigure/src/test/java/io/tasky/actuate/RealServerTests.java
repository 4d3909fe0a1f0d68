package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** All endpoints on a port and a path of their own, as WebMVC and as WebFlux serve them. */
class RealServerTests {

    private static final String[] ARGUMENTS = {
        "--spring.main.banner-mode=off",
        "--server.address=127.0.0.1",
        "--server.port=0",
        "--management.server.address=127.0.0.1",
        "--management.server.port=0",
        "--management.endpoints.web.base-path=/manage",
        "--management.endpoints.web.exposure.include=tasks,taskruns,taskpools",
        // Two servers for WebFlux are on the class path of the tests.
        "--spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
                + "TomcatReactiveManagementContextAutoConfiguration,org.springframework.boot.tomcat.autoconfigure.reactive."
                + "TomcatReactiveWebServerAutoConfiguration",
        "--management.endpoint.tasks.access=unrestricted",
        "--management.endpoint.taskruns.access=unrestricted",
        "--management.endpoint.taskpools.access=unrestricted"
    };

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(
            value = WebApplicationType.class,
            names = {"SERVLET", "REACTIVE"})
    void endpointsWorkOnAPortAndAPathOfTheirOwn(WebApplicationType type) throws Exception {
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Application.class).web(type).run(ARGUMENTS)) {
            String base =
                    "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + "/manage";
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);

            assertThat(answer("GET", base + "/tasks?name=serv", ""))
                    .startsWith("200 {\"version\":1,\"supervisor\":{\"state\":\"RUNNING\"")
                    .contains("\"name\":\"served\"");
            assertThat(answer("GET", base + "/tasks/served", "")).startsWith("200 ");
            assertThat(answer("GET", base + "/tasks/nobody", "")).startsWith("404 {\"error\"");
            assertThat(answer("POST", base + "/tasks/served", "{\"action\": \"pause\"}"))
                    .startsWith("200 {\"version\":1,\"action\":\"pause\",\"changed\":true");
            assertThat(supervisor.task("served").snapshot().state()).isEqualTo(TaskState.PAUSED);
            assertThat(answer("POST", base + "/tasks/served", "{\"action\": \"resume\", \"name\": \"x\"}"))
                    .startsWith("400 {\"error\":\"The request has a field 'name'");
            assertThat(answer("POST", base + "/tasks/served", "{\"action\": \"close\"}"))
                    .startsWith("400 {\"error\"");
            assertThat(answer("POST", base + "/tasks/served", "nonsense")).startsWith("400 ");
            assertThat(answer("POST", base + "/taskpools/default", "{\"size\": 7}"))
                    .startsWith("200 {\"version\":1,\"name\":\"default\",\"changed\":true");
            assertThat(supervisor.pool("default").config().size()).isEqualTo(7);
            assertThat(answer("GET", base + "/taskpools", "")).startsWith("200 ");
            assertThat(answer("GET", base + "/taskruns?status=SUCCEEDED", "")).startsWith("200 ");
            assertThat(answer("GET", base + "/taskruns?limit=x", "")).startsWith("400 ");
            assertThat(answer("DELETE", base + "/taskruns/x-1?force=true", "")).startsWith("404 ");
            assertThat(answer("DELETE", base + "/taskruns/x-1?id=y", "")).startsWith("400 ");
        }
    }

    private String answer(String method, String uri, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** An application with one task. Stateless. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @PeriodicTask(name = "served", fixedRate = "1h", initialDelay = "1h")
        void serve() {}
    }
}
