package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The page as real servers of both web stacks give it, wherever the endpoints are. */
class TaskyPageServerTests {

    private static final List<String> ARGUMENTS = List.of(
            "--spring.main.banner-mode=off",
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.endpoints.web.exposure.include=taskyui,tasks",
            // Two servers for WebFlux are on the class path of the tests.
            "--spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
                    + "TomcatReactiveManagementContextAutoConfiguration,org.springframework.boot.tomcat.autoconfigure.reactive."
                    + "TomcatReactiveWebServerAutoConfiguration");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "SERVLET, local.server.port, /actuator, ''",
        "SERVLET, local.server.port, /shop/manage,"
                + " --server.servlet.context-path=/shop --management.endpoints.web.base-path=/manage",
        "SERVLET, local.server.port, /mvc/actuator, --spring.mvc.servlet.path=/mvc",
        "SERVLET, local.management.port, /ops/manage, --management.server.port=0 --management.server.address=127.0.0.1"
                + " --management.server.base-path=/ops --management.endpoints.web.base-path=/manage"
                + " --spring.mvc.servlet.path=/mvc",
        "REACTIVE, local.server.port, /shop/actuator, --spring.webflux.base-path=/shop",
        "REACTIVE, local.management.port, /manage, --management.server.port=0 --management.server.address=127.0.0.1"
                + " --management.endpoints.web.base-path=/manage"
    })
    void pageAndItsFilesAreServedWithAStrictPolicy(WebApplicationType type, String port, String path, String more)
            throws Exception {
        String[] arguments = Stream.concat(ARGUMENTS.stream(), Stream.of(more.split(" ")))
                .filter(argument -> !argument.isEmpty())
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RealServerTests.Application.class)
                .web(type)
                .run(arguments)) {
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty(port) + path;

            assertServed(base + "/taskyui", "text/html;charset=UTF-8", "<title>Tasky</title>");
            assertServed(base + "/taskyui/app.js", "text/javascript;charset=UTF-8", "themeSwitch");
            assertServed(base + "/taskyui/uplot.js", "text/javascript;charset=UTF-8", "uPlot");
            assertServed(base + "/taskyui/page.css", "text/css;charset=UTF-8", "body");
            assertServed(base + "/taskyui/icon.svg", "image/svg+xml", "<svg");
            assertThat(get(base + "/taskyui/nothing.js").statusCode()).isEqualTo(404);
            assertThat(get(base + "/taskyui/index.html").statusCode()).isEqualTo(404);
            assertThat(get(base + "/taskyui/%2e%2e%2fTaskyPage.class").statusCode())
                    .isGreaterThanOrEqualTo(400);
            assertThat(post(base + "/taskyui").statusCode()).isEqualTo(405);
            assertThat(get(base + "/tasks").headers().firstValue("Content-Security-Policy"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SERVLET, live, work/all, work/all, live",
        "REACTIVE, live, work/all, work/all, live",
        "SERVLET, ops/live, work, ../work, ../ops/live"
    })
    void pageIsToldThePathsThatTheApplicationGivesToEndpoints(
            WebApplicationType type, String pagePath, String tasksPath, String tasks, String files) throws Exception {
        String[] arguments = Stream.concat(
                        ARGUMENTS.stream(),
                        Stream.of(
                                "--management.endpoints.web.path-mapping.taskyui=" + pagePath,
                                "--management.endpoints.web.path-mapping.tasks=" + tasksPath))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RealServerTests.Application.class)
                .web(type)
                .run(arguments)) {
            String base =
                    "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/";
            String page = base + pagePath;

            assertServed(page, "text/html;charset=UTF-8", "<body data-tasks=\"" + tasks + "\" data-taskruns=");
            assertServed(page, "text/html;charset=UTF-8", "src=\"" + files + "/app.js\"");
            assertServed(page + "/app.js", "text/javascript;charset=UTF-8", "themeSwitch");
            assertThat(get(URI.create(page).resolve(tasks).toString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private void assertServed(String address, String type, String part) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);

        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.body()).contains(part);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
