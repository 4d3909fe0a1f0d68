package io.tasky.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the {@code tasks} endpoint may show. Immutable.
 *
 * @param showValues When to show unsanitized values, such as the messages of exceptions.
 * @param roles Roles used to determine whether a user is authorized to be shown unsanitized values. When empty, all
 *     authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.tasks")
public record TaskyEndpointProperties(
        @DefaultValue("never") Show showValues,
        @DefaultValue Set<String> roles) {

    boolean shows(SecurityContext to) {
        return showValues.isShown(to, roles);
    }
}
