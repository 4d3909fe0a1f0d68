package io.tasky.sample;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The JSON API of the page. A request that waits for a background task holds no thread of the web server. */
@RestController
@RequestMapping("/api")
class SampleController {

    private static final int HITS = 20;

    private static final int LONGEST_QUERY = 500;

    private static final int PROBLEMS = 100;

    private final SampleProperties properties;

    private final SearchIndex index;

    private final Catalog catalog;

    private final Claims claims;

    private final UserRequests requests;

    SampleController(
            SampleProperties properties, SearchIndex index, Catalog catalog, Claims claims, UserRequests requests) {
        this.properties = properties;
        this.index = index;
        this.catalog = catalog;
        this.claims = claims;
        this.requests = requests;
    }

    @GetMapping("/search")
    SearchResult search(@RequestParam("q") String query) throws IOException {
        if (query.length() > LONGEST_QUERY) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The query is longer than " + LONGEST_QUERY + " characters.");
        }
        return index.search(query, HITS);
    }

    @PostMapping("/rebuild")
    CompletionStage<Rebuild> rebuild() throws IOException {
        return requests.rebuild();
    }

    @GetMapping("/report")
    CompletionStage<Report> report() throws IOException {
        return requests.report();
    }

    @GetMapping("/status")
    Status status() throws IOException {
        return new Status(
                properties.root().toString(),
                catalog.counts(),
                claims.size(),
                index.size(),
                catalog.problems(PROBLEMS),
                catalog.gone());
    }

    /** A full pool refuses a task, and so does an application that is stopping. */
    @ExceptionHandler
    ProblemDetail refused(RejectedExecutionException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(refusal.getMessage()));
    }
}
