package io.tasky.autoconfigure;

import io.tasky.actuate.TaskyPageEndpoint;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/**
 * Adds the headers of the page to its answers, in whatever context serves the endpoints: an endpoint's operation cannot set
 * any. Thread-safe.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnAvailableEndpoint(TaskyPageEndpoint.class)
class TaskyPageHeadersConfiguration {

    private static String path(PathMappedEndpoints endpoints) {
        return StringUtils.trimTrailingCharacter(String.valueOf(endpoints.getPath(EndpointId.of("taskyui"))), '/');
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(Filter.class)
    static class ServletConfiguration {
        @Bean
        FilterRegistrationBean<Filter> taskyPageHeaders(PathMappedEndpoints endpoints, Environment environment) {
            FilterRegistrationBean<Filter> headers = new FilterRegistrationBean<>((request, response, chain) -> {
                PageHeaders.forEach(((HttpServletResponse) response)::setHeader);
                chain.doFilter(request, response);
            });
            String path = servletPath(environment) + path(endpoints);
            headers.addUrlPatterns(path, path + "/*");
            headers.setName("taskyPageHeaders");
            return headers;
        }

        /** Where Spring MVC is not at the root, neither are the endpoints, unless they have a port of their own. */
        private static String servletPath(Environment environment) {
            String path = ManagementPortType.get(environment) == ManagementPortType.SAME
                    ? environment.getProperty("spring.mvc.servlet.path", "")
                    : "";
            return StringUtils.trimTrailingCharacter(path, '/');
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(WebFilter.class)
    static class ReactiveConfiguration {
        @Bean
        WebFilter taskyPageHeaders(PathMappedEndpoints endpoints) {
            String path = path(endpoints);
            return (exchange, chain) -> {
                if (isOfPage(exchange, path)) {
                    PageHeaders.forEach(exchange.getResponse().getHeaders()::set);
                }
                return chain.filter(exchange);
            };
        }

        private static boolean isOfPage(ServerWebExchange exchange, String path) {
            String asked =
                    exchange.getRequest().getPath().pathWithinApplication().value();
            return asked.equals(path) || asked.startsWith(path + "/");
        }
    }
}
