package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tasky.supervisor.TaskSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.client.RestTestClient;

class ApiTests {

    @TempDir
    private Path folder;

    private RunningSample sample;

    private RestTestClient client;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("apples.txt"), "Apples and pears grow here");
        Files.writeString(folder.resolve("plums.txt"), "Plums and pears grow there, plenty of them");
        Files.createDirectory(folder.resolve("target"));
        Files.writeString(folder.resolve("target/built.txt"), "Pears that nobody wants");
        sample = RunningSample.start(folder);
        client = sample.client();
        sample.awaitSearchable(2);
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void aSearchFindsFilesThatHoldAllWordsInTheirText() {
        search("pears grow").jsonPath("$.total").isEqualTo(2);
        search("PEARS there")
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.hits[0].name")
                .isEqualTo("plums.txt")
                .jsonPath("$.hits[0].size")
                .isEqualTo(42);
    }

    @Test
    void aSearchFindsFilesByTheirName() {
        search("apples txt")
                .jsonPath("$.hits[0].name")
                .isEqualTo("apples.txt")
                .jsonPath("$.total")
                .isEqualTo(1);
    }

    @Test
    void aSearchWithoutWordsFindsNothing() {
        search("?!").jsonPath("$.total").isEqualTo(0).jsonPath("$.hits").isEmpty();
    }

    @Test
    void aSearchWithoutAQueryOrWithAnEndlessOneIsABadRequest() {
        client.get().uri("/api/search").exchange().expectStatus().isBadRequest();
        client.get()
                .uri("/api/search?q={q}", "a ".repeat(300))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void excludedFoldersAreLeftOut() {
        search("nobody").jsonPath("$.total").isEqualTo(0);
    }

    @Test
    void newChangedAndDeletedFilesAreNoticed() throws IOException {
        Files.writeString(folder.resolve("cherries.txt"), "Cherries are new");
        sample.awaitSearchable(3);
        Files.writeString(folder.resolve("apples.txt"), "Apples became cider, which took a while");
        Files.delete(folder.resolve("plums.txt"));
        sample.awaitSearchable(2);
        await().untilAsserted(() -> search("cider").jsonPath("$.total").isEqualTo(1));
        search("pears").jsonPath("$.total").isEqualTo(0);
        search("cherries").jsonPath("$.total").isEqualTo(1);
        status().jsonPath("$.gone[0].name")
                .isEqualTo("plums.txt")
                .jsonPath("$.gone[0].reason")
                .isEqualTo("deleted");
    }

    @Test
    void aRebuildReadsEveryFileAgainAndLosesNone() {
        client.post()
                .uri("/api/rebuild")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.files")
                .isEqualTo(2);
        await().untilAsserted(() -> assertThat(sample.bean(TaskSupervisor.class)
                        .task("files.index")
                        .snapshot()
                        .counts()
                        .succeeded())
                .isEqualTo(4));
        sample.awaitSearchable(2);
        search("pears").jsonPath("$.total").isEqualTo(2);
    }

    @Test
    void aReportTellsCountsTheLargestFilesAndTheMostFrequentWords() {
        client.get()
                .uri("/api/report")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.files.INDEXED")
                .isEqualTo(2)
                .jsonPath("$.largest[0].name")
                .isEqualTo("plums.txt")
                .jsonPath("$.largest[0].version.size")
                .isEqualTo(42)
                .jsonPath("$.words[0].word")
                .isEqualTo("grow")
                .jsonPath("$.words[0].files")
                .isEqualTo(2)
                .jsonPath("$.words[1].word")
                .isEqualTo("pears");
    }

    @Test
    void theStatusTellsTheFolderAndHowManyFilesCanBeSearched() throws IOException {
        status().jsonPath("$.folder")
                .isEqualTo(folder.toRealPath().toString())
                .jsonPath("$.searchable")
                .isEqualTo(2)
                .jsonPath("$.pending")
                .isEqualTo(0)
                .jsonPath("$.files.INDEXED")
                .isEqualTo(2);
    }

    @Test
    void aRequestThatIsRefusedIsAnsweredWithServiceUnavailableAndWhy() {
        sample.bean(TaskSupervisor.class).stop();
        client.post()
                .uri("/api/rebuild")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        for (String path : new String[] {"/", "/app.js", "/style.css"}) {
            String body = client.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .returnResult(String.class)
                    .getResponseBody();
            assertThat(body).as(path).isNotBlank().doesNotContain("http:", "https:", "src=\"//", "url(");
        }
    }

    private RestTestClient.BodyContentSpec search(String query) {
        return client.get()
                .uri("/api/search?q={q}", query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private RestTestClient.BodyContentSpec status() {
        return client.get().uri("/api/status").exchange().expectStatus().isOk().expectBody();
    }
}
