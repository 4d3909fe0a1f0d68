package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

/** The same application with and without the annotation, and in both modes. */
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class BesideSpringBootTestTests {

    @Nested
    @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
    @TaskyTest
    class WithOwnPools {

        @Autowired
        private TaskyClock clock;

        @Autowired
        private Log log;

        @LocalServerPort
        private int port;

        @Test
        void onlyTheClockIsAnother() {
            clock.advance(Duration.ofHours(2));
            assertThat(log.take()).hasSize(2).allMatch(entry -> entry.startsWith("tick on tasky-default-"));
            assertThat(port).isPositive();
        }
    }

    @Nested
    @TaskyTest(inline = true)
    @SpringBootTest
    class Inline {

        @Autowired
        private TaskyClock clock;

        @Autowired
        private Log log;

        @Autowired
        private TaskSupervisor supervisor;

        @Test
        void workRunsOnTheTestsThread() {
            clock.advance(Duration.ofHours(1));
            assertThat(log.take())
                    .containsExactly("tick on " + Thread.currentThread().getName());
            assertThat(supervisor.pools()).hasOnlyElementsOfType(InlinePool.class);
        }
    }

    @Nested
    @SpringBootTest
    class WithoutTheAnnotation {

        @Autowired
        private ApplicationContext context;

        @Test
        void nothingChanges() throws Exception {
            assertThat(context.getBeansOfType(TimeSource.class)).isEmpty();
            assertThat(context.getBeansOfType(TaskyClock.class)).isEmpty();
            assertThat(context.getBeanDefinitionNames()).noneMatch(name -> name.contains("taskyTest"));
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            assertThat(supervisor.pools())
                    .extracting(TaskPool::getClass)
                    .allMatch(type -> type.getPackageName().equals("io.tasky.pool"));
            assertThat(supervisor
                            .submit(() -> Thread.currentThread().getName(), RunOptions.DEFAULTS)
                            .get())
                    .startsWith("tasky-default-");
        }
    }
}
