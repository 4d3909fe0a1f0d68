package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with its page, on a free port of this machine. Thread-safe. */
final class Site implements AutoCloseable {

    private static final String[] OPEN = {
        // Not the configuration of the sample, which is on the class path too.
        "--spring.config.name=none",
        "--spring.main.banner-mode=off",
        "--server.address=127.0.0.1",
        "--server.port=0",
        "--management.endpoints.web.exposure.include=tasks,taskruns,taskpools,taskyui",
        "--management.endpoint.tasks.access=unrestricted",
        "--management.endpoint.tasks.show-values=always",
        "--management.endpoint.taskruns.access=unrestricted",
        "--management.endpoint.taskruns.show-values=always",
        "--management.endpoint.taskpools.access=unrestricted",
        "--tasky.shutdown.await=1s",
        "--tasky.shutdown.stop-grace=1s"
    };

    private final ConfigurableApplicationContext context;

    private Site(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts an application that shows all and lets the page act; arguments that come later win. */
    static Site start(Class<?> application, String... more) {
        // Of two with one name an application would see both, with a comma between them.
        Map<String, String> arguments = new LinkedHashMap<>();
        Stream.concat(Stream.of(OPEN), Stream.of(more))
                .forEach(argument -> arguments.put(argument.substring(0, argument.indexOf('=')), argument));
        return new Site(
                new SpringApplicationBuilder(application).run(arguments.values().toArray(String[]::new)));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** The page, which asks every second. */
    String page() {
        return origin() + "/actuator/taskyui#every=1";
    }

    TaskSupervisor supervisor() {
        return bean(TaskSupervisor.class);
    }

    /** Runs a task once more, whatever becomes of it. */
    void trigger(String task) {
        TaskRun<?> run = supervisor().task(task).trigger();
        assertThat(run.id()).isNotEmpty();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
