package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskState;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

class SecuredEndpointTests {

    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));

    @Test
    void anonymousPostIsRefused() {
        run((context, mvc) -> {
            assertThat(pause(mvc)).hasStatus4xxClientError();
            assertThat(withToken(pause(mvc))).hasStatus(401);
            assertThat(state(context)).isEqualTo(TaskState.ENABLED);
        });
    }

    @Test
    void requestOfAnotherSiteInTheNameOfWhoeverIsLoggedInIsRefused() {
        run((context, mvc) -> {
            assertThat(pause(mvc).header("Authorization", CREDENTIALS)).hasStatus(403);
            assertThat(mvc.delete().uri("/actuator/taskruns/x-1").header("Authorization", CREDENTIALS))
                    .hasStatus(403);
            assertThat(state(context)).isEqualTo(TaskState.ENABLED);
        });
    }

    @Test
    void whoeverIsLoggedInAndHasATokenMayActAndIsNamed() {
        run((context, mvc) -> {
            assertThat(withToken(pause(mvc)).header("Authorization", CREDENTIALS))
                    .hasStatusOk();
            assertThat(state(context)).isEqualTo(TaskState.PAUSED);
            assertThat(context.getBean(ActionRig.Signals.class).events())
                    .containsExactly(new TaskyActionEvent(
                            Target.TASK, "reports", "pause", true, "alice", Map.of("from", "ENABLED", "to", "PAUSED")));
        });
    }

    private static void run(BiConsumer<AssertableWebApplicationContext, MockMvcTester> test) {
        ActionRig.runner().withUserConfiguration(Security.class).run(context -> {
            Filter security = context.getBean("springSecurityFilterChain", Filter.class);
            test.accept(
                    context,
                    MockMvcTester.from(
                            context, builder -> builder.addFilters(security).build()));
        });
    }

    private static MockMvcRequestBuilder pause(MockMvcTester mvc) {
        return mvc.post()
                .uri("/actuator/tasks/reports")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"action\": \"pause\"}");
    }

    private static MockMvcRequestBuilder withToken(MockMvcRequestBuilder request) {
        return request.cookie(new Cookie("XSRF-TOKEN", "token")).header("X-XSRF-TOKEN", "token");
    }

    private static TaskState state(AssertableWebApplicationContext context) {
        return context.getBean(TaskSupervisor.class).task("reports").snapshot().state();
    }

    /** Everybody has to log in, and cross-site requests are refused as Spring Security does by default. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Security {

        @Bean
        SecurityFilterChain everything(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(withDefaults())
                    .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                            .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice").password("{noop}secret").build());
        }
    }
}
