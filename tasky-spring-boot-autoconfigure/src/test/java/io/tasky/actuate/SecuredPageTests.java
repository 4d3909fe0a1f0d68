package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What the page meets behind Spring Security: a token in a cookie that scripts may read. */
class SecuredPageTests {

    @Test
    void tokenOfTheCookieSentBackAsAHeaderLetsThePageAct() {
        ActionRig.runner().withUserConfiguration(Security.class).run(context -> {
            Filter security = context.getBean("springSecurityFilterChain", Filter.class);
            MockMvcTester mvc = MockMvcTester.from(
                    context, builder -> builder.addFilters(security).build());
            Cookie token = Objects.requireNonNull(mvc.get()
                    .uri("/actuator/tasks")
                    .headers(headers -> headers.setBasicAuth("alice", "secret"))
                    .exchange()
                    .getResponse()
                    .getCookie("XSRF-TOKEN"));

            assertThat(token.isHttpOnly()).isFalse();
            assertThat(mvc.post()
                            .uri("/actuator/tasks/reports")
                            .headers(headers -> headers.setBasicAuth("alice", "secret"))
                            .cookie(token)
                            .header("X-XSRF-TOKEN", token.getValue())
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"action\": \"pause\"}"))
                    .hasStatusOk();
        });
    }

    /** Everybody has to log in, and tokens are given as pages of scripts need them. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Security {

        @Bean
        SecurityFilterChain everything(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(withDefaults())
                    .csrf(CsrfConfigurer::spa)
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice").password("{noop}secret").build());
        }
    }
}
