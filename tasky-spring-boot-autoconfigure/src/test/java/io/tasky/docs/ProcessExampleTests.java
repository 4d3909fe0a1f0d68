package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.QueueWorker;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;

/** Runs the examples of the page on processes. */
@Timeout(60)
class ProcessExampleTests {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean(Lines.class)
            .withInitializer(context -> ((GenericApplicationContext) context)
                    .registerBean(
                            Rendering.class,
                            () -> new Rendering(context.getBean(TaskSupervisor.class), JAVA, directory)));

    static class Lines {

        final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

        @QueueWorker(name = "lines")
        void take(String line) {
            taken.add(line);
        }
    }

    @BeforeEach
    void writeProgram() throws IOException {
        Files.writeString(directory.resolve("Render.java"), """
                class Render {
                    public static void main(String[] arguments) throws Exception {
                        System.out.println(arguments[0] + " in " + System.getenv("REPORT_COLOR"));
                        if (arguments[0].equals("slow")) {
                            System.in.readAllBytes();
                        }
                        System.exit(3);
                    }
                }
                """);
    }

    @Test
    void processInsideAMethodEndsWithItsCode() {
        runner.run(context -> assertThat(context.getBean(Rendering.class)
                        .render("north", outsideOfARun())
                        .get(50, TimeUnit.SECONDS))
                .isEqualTo(3));
    }

    @Test
    void steeredProcessEnds() {
        runner.run(context -> {
            Rendering rendering = context.getBean(Rendering.class);
            TaskRun<Integer> run = rendering.render("slow", outsideOfARun());
            rendering.steer(run);
            assertThat(run.toCompletableFuture()
                            .handle((code, failure) -> run.status())
                            .get(50, TimeUnit.SECONDS))
                    .isIn(RunStatus.CANCELLED, RunStatus.SUCCEEDED);
        });
    }

    @Test
    void outputOfAProcessThatIsATaskGoesIntoTheQueue() {
        runner.run(context -> {
            context.getBean(Rendering.class)
                    .watch(context.getBean(TaskSupervisor.class).queue("lines"));
            assertThat(context.getBean(Lines.class).taken.poll(50, TimeUnit.SECONDS))
                    .isEqualTo("all in null");
        });
    }

    /** Whatever a caller gives: the run gets its own. */
    @SuppressWarnings("NullAway") // Nobody reads what is given here.
    private static TaskContext outsideOfARun() {
        return null;
    }
}
