package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tasky.supervisor.TaskSupervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The sample, started on a free port for one test. */
final class RunningSample implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GenericApplicationContext context;

    private RunningSample(GenericApplicationContext context) {
        this.context = context;
    }

    static RunningSample start(Path folder, String... more) {
        return start(folder, context -> {}, more);
    }

    static RunningSample start(
            Path folder, ApplicationContextInitializer<GenericApplicationContext> beans, String... more) {
        String[] args = Stream.concat(
                        Stream.of(
                                "--sample.folder=" + folder,
                                "--server.port=0",
                                "--tasky.tasks.folder.scan.fixed-delay=100ms",
                                "--tasky.tasks.index.publish.delay=100ms"),
                        Arrays.stream(more))
                .toArray(String[]::new);
        return new RunningSample((GenericApplicationContext) new SpringApplicationBuilder(SampleApplication.class)
                .initializers(beans)
                .run(args));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String address() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    RestTestClient client() {
        return RestTestClient.bindToServer().baseUrl(address()).build();
    }

    /** Waits until that many files can be searched and nothing is on its way. */
    void awaitSearchable(int files) {
        await().atMost(PATIENCE)
                .failFast(
                        "the supervisor stopped",
                        () -> !bean(TaskSupervisor.class).state().takesWork())
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(describe()).isEqualTo("searchable " + files + ", pending 0"));
    }

    private String describe() throws IOException {
        return "searchable " + bean(SearchIndex.class).size() + ", pending "
                + bean(Claims.class).size();
    }

    @Override
    public void close() {
        context.close();
    }
}
