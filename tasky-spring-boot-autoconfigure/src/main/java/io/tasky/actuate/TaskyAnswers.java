package io.tasky.actuate;

import io.tasky.supervisor.UnknownNameException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Answers over HTTP: what a request got wrong is in the body, as text for people. Stateless. */
final class TaskyAnswers {

    private static final Logger logger = LoggerFactory.getLogger(TaskyAnswers.class);

    private TaskyAnswers() {}

    /** Answers 404 for null, 400 for a request that makes no sense, and 500 for what failed inside. */
    static WebEndpointResponse<Object> of(String missing, Supplier<@Nullable Object> answer) {
        try {
            Object body = answer.get();
            return body == null
                    ? problem(missing, WebEndpointResponse.STATUS_NOT_FOUND)
                    : new WebEndpointResponse<>(body);
        } catch (UnknownNameException unknown) {
            // Its own text names all there are, of which there may be thousands.
            return problem(missing, WebEndpointResponse.STATUS_NOT_FOUND);
        } catch (InvalidEndpointRequestException invalid) {
            return problem(String.valueOf(invalid.getReason()), WebEndpointResponse.STATUS_BAD_REQUEST);
        } catch (RuntimeException failure) {
            // The application's code may run in here: what it says is not for whoever asks.
            logger.error("A request to an endpoint of Tasky's failed", failure);
            return problem(
                    "The request failed inside the application. Its log says why.",
                    WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR);
        }
    }

    /** The same for an answer that is always there. */
    static WebEndpointResponse<Object> of(Supplier<@Nullable Object> answer) {
        return of("There is nothing here.", answer);
    }

    /** The same for what has a name at the end of the path. */
    static WebEndpointResponse<Object> named(
            String what, String variable, Object path, Function<String, @Nullable Object> answer) {
        String name;
        try {
            name = PathName.of(variable, path);
        } catch (InvalidEndpointRequestException invalid) {
            return problem(String.valueOf(invalid.getReason()), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
        return of("There is no " + what + " '" + name + "'.", () -> answer.apply(name));
    }

    private static WebEndpointResponse<Object> problem(String reason, int status) {
        return new WebEndpointResponse<>(new TaskyDescriptor.Problem(reason), status);
    }
}
