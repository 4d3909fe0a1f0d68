package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command of a document, as curl reads it, sent by Java's client. Immutable.
 *
 * @param method what to do
 * @param url where, at the address that documents use
 * @param body what to send, or an empty text
 */
record CurlCommand(String method, String url, String body) {

    private static final String ADDRESS = "localhost:8080";

    private static final Pattern SYNTAX = Pattern.compile(
            "curl -s(?: -X (?<method>\\w+))?(?: -H 'Content-Type: application/json' -d '(?<body>[^']*)')?"
                    + " '?(?<url>" + ADDRESS + "/[^ ']*)'?");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static CurlCommand parse(String line) {
        Matcher command = SYNTAX.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        String body = command.group("body") == null ? "" : command.group("body");
        String method = command.group("method") == null ? (body.isEmpty() ? "GET" : "POST") : command.group("method");
        return new CurlCommand(method, command.group("url"), body);
    }

    /** The same with a value for what is written in capitals. */
    CurlCommand with(String variable, String value) {
        assertThat(url).contains(variable);
        return new CurlCommand(method, url.replace(variable, value), body);
    }

    /** What the server says; anything but 200 is a failure. */
    Answer run(Site site) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.replace(ADDRESS, site.origin())))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + url + ": " + answer.body())
                .isEqualTo(200);
        return new Answer(new JsonMapper().readTree(answer.body()));
    }

    /**
     * What came back. Immutable.
     *
     * @param json all of it
     */
    record Answer(JsonNode json) {

        String string(String pointer) {
            return json.at(pointer).asString("");
        }

        int number(String pointer) {
            return json.at(pointer).asInt(-1);
        }

        /** A field of each element of a list; an empty text where it is missing. */
        List<String> strings(String list, String field) {
            return json.at(list)
                    .valueStream()
                    .map(element -> element.path(field).asString(""))
                    .toList();
        }
    }
}
