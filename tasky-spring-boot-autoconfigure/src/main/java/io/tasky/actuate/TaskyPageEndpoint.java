package io.tasky.actuate;

import java.util.List;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.Resource;

/**
 * A page for people over the other endpoints. It only serves files: what the page shows and does goes through the endpoints
 * {@code tasks}, {@code taskruns} and {@code taskpools} beside it, and is allowed where they allow it. Thread-safe.
 */
@WebEndpoint(id = "taskyui", defaultAccess = Access.READ_ONLY)
public class TaskyPageEndpoint {

    private final Resource html;

    /**
     * Creates the endpoint.
     *
     * @param mappers which paths the application gives to endpoints, as Spring Boot asks them
     */
    public TaskyPageEndpoint(List<PathMapper> mappers) {
        this.html = TaskyPage.html(new TaskyPageAddresses(List.copyOf(mappers)));
    }

    /**
     * The page.
     *
     * @return its HTML
     */
    @ReadOperation(produces = "text/html;charset=UTF-8")
    public Resource page() {
        return html;
    }

    /**
     * A file that the page needs.
     *
     * @param name its name
     * @return the file, or 404 if the page has none of that name
     */
    @ReadOperation
    public WebEndpointResponse<Resource> asset(@Selector String name) {
        TaskyPage.Asset asset = TaskyPage.asset(name);
        return asset == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(asset.resource(), WebEndpointResponse.STATUS_OK, asset.type());
    }
}
