package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import io.tasky.annotation.BackgroundTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** All endpoints behind Spring Security, as WebMVC and as WebFlux serve them, also on a port of their own. */
class SecuredServerTests {

    private static final String[] ARGUMENTS = {
        "--spring.main.banner-mode=off",
        "--server.address=127.0.0.1",
        "--server.port=0",
        "--management.endpoints.web.exposure.include=tasks,taskruns,taskpools",
        // Two servers for WebFlux are on the class path of the tests.
        "--spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
                + "TomcatReactiveManagementContextAutoConfiguration,org.springframework.boot.tomcat.autoconfigure.reactive."
                + "TomcatReactiveWebServerAutoConfiguration",
        "--management.endpoint.tasks.access=unrestricted",
        "--management.endpoint.tasks.show-values=when-authorized",
        "--management.endpoint.tasks.roles=OPERATOR",
        "--management.endpoint.taskruns.access=unrestricted",
        "--management.endpoint.taskpools.access=unrestricted"
    };

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "SERVLET, ''",
        "SERVLET, --management.server.port=0",
        "REACTIVE, ''",
        "REACTIVE, --management.server.port=0"
    })
    void onlyThoseWhoAreLoggedInReadAndActAndTheyAreNamed(WebApplicationType type, String port) throws Exception {
        Class<?> security = type == WebApplicationType.SERVLET ? ServletSecurity.class : ReactiveSecurity.class;
        List<String> arguments = new ArrayList<>(List.of(ARGUMENTS));
        if (!port.isEmpty()) {
            arguments.addAll(List.of(port, "--management.server.address=127.0.0.1"));
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, security)
                .web(type)
                .run(arguments.toArray(String[]::new))) {
            String property = port.isEmpty() ? "local.server.port" : "local.management.port";
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty(property) + "/actuator";
            String run = failedRun(context);

            assertThat(answer("GET", base + "/tasks", "", null, "application/json"))
                    .startsWith("401 ");
            assertThat(answer("POST", base + "/taskpools/default", "{\"size\": 7}", null, "application/json"))
                    .startsWith("401 ");
            assertThat(answer("DELETE", base + "/taskruns/" + run, "", null, "application/json"))
                    .startsWith("401 ");
            assertThat(events(context)).isEmpty();

            assertThat(answer("POST", base + "/taskpools/default", "{\"size\": 7}", "alice", "application/json"))
                    .startsWith("200 ");
            assertThat(answer("DELETE", base + "/taskruns/" + run, "", "alice", "application/json"))
                    .startsWith("200 ");
            assertThat(answer("POST", base + "/tasks/failing", "{\"action\": \"pause\"}", "bob", "application/json"))
                    .startsWith("200 ");
            assertThat(events(context))
                    .extracting(event -> event.action() + " by " + event.principal())
                    .containsExactly("resize by alice", "stop by alice", "pause by bob");

            assertThat(answer("GET", base + "/tasks/failing", "", "alice", "application/json"))
                    .contains("\"message\":\"no mail for Jane\"");
            assertThat(answer("GET", base + "/tasks/failing", "", "bob", "application/json"))
                    .contains("\"message\":\"******\"");
            assertThat(answer("POST", base + "/tasks/failing", "{\"action\": \"pause\"}", "alice", "text/plain"))
                    .startsWith("415 ");
            assertThat(answer("POST", base + "/taskruns/" + run, "{}", "alice", "application/json"))
                    .startsWith("405 ");
        }
    }

    private static String failedRun(ConfigurableApplicationContext context) throws InterruptedException {
        TaskRun<?> run = context.getBean(TaskSupervisor.class).task("failing").trigger();
        try {
            run.get();
        } catch (ExecutionException expected) {
            assertThat(expected).hasRootCauseMessage("no mail for Jane");
        }
        return run.id();
    }

    private static List<TaskyActionEvent> events(ConfigurableApplicationContext context) {
        return context.getBean(Application.class).events;
    }

    private String answer(String method, String uri, String body, @Nullable String user, String contentType)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", contentType);
        if (user != null) {
            byte[] credentials = (user + ":secret").getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static UserDetails user(String name, String role) {
        return User.withUsername(name).password("{noop}secret").roles(role).build();
    }

    /** An application with one task, which notes who did what. Thread-safe. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        private final List<TaskyActionEvent> events = new CopyOnWriteArrayList<>();

        @EventListener
        void done(TaskyActionEvent event) {
            events.add(event);
        }

        @Bean
        Work work() {
            return new Work();
        }
    }

    /** Fails. Stateless. */
    static class Work {

        @BackgroundTask(name = "failing")
        void fail() {
            throw new IllegalStateException("no mail for Jane");
        }
    }

    /** Everybody has to log in; clients that send no cookies need no token. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class ServletSecurity {

        @Bean
        SecurityFilterChain everything(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(withDefaults())
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(user("alice", "OPERATOR"), user("bob", "READER"));
        }
    }

    /** The same for WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebFluxSecurity
    static class ReactiveSecurity {

        @Bean
        SecurityWebFilterChain everything(ServerHttpSecurity http) {
            return http.authorizeExchange(requests -> requests.anyExchange().authenticated())
                    .httpBasic(withDefaults())
                    .csrf(CsrfSpec::disable)
                    .build();
        }

        @Bean
        MapReactiveUserDetailsService users() {
            return new MapReactiveUserDetailsService(user("alice", "OPERATOR"), user("bob", "READER"));
        }
    }
}
