package io.tasky.actuate;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * The name at the end of a path. Spring Boot lets a field of the body or the query that is named like the variable of the path
 * take its place; that would let a request past rules on paths, and is refused here. It can be told by its type: only the
 * path itself gives an array. Stateless.
 */
final class PathName {

    private PathName() {}

    /**
     * The name.
     *
     * @param variable the variable of the path
     * @param value what came for it
     * @return the name; empty if the path has none
     * @throws InvalidEndpointRequestException if it did not come from the path
     */
    static String of(String variable, Object value) {
        if (value instanceof String[] segments) {
            return String.join("/", segments);
        }
        throw RequestFields.because("The request has a field '" + variable
                + "', which the path says already. Leave it out of the body and the query.");
    }
}
