package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** A slice whose classes are named in the ways that tests have. */
@TaskyTest
@Import(SliceTests.Imported.class)
@TestPropertySource(properties = "tasky.tasks.imported.fixed-rate=2s")
class SliceTests {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TaskyClock clock;

    @Autowired
    private Log log;

    @TestConfiguration(proxyBeanMethods = false)
    static class Nested {

        @Bean
        Log log() {
            return new Log();
        }
    }

    static class Imported {

        private final Log log;

        Imported(Log log) {
            this.log = log;
        }

        @PeriodicTask(name = "imported", fixedRate = "1h")
        void tick() {
            log.add("tick");
        }
    }

    @Test
    void sliceHasWhatTheTestNamesAndTaskyAndNothingElse() {
        assertThat(context.getBeansOfType(TaskSupervisor.class)).hasSize(1);
        assertThat(context.getBeansOfType(Imported.class)).hasSize(1);
        assertThat(context.getBeansOfType(Application.class)).isEmpty();
        assertThat(context.getBeansOfType(DispatcherServlet.class)).isEmpty();
        assertThat(context).isNotInstanceOf(WebApplicationContext.class);
        assertThat(context.containsBean("applicationTaskExecutor")).isFalse();
    }

    @Test
    void tasksRunByTheTestsClockAndTheConfiguration() {
        assertThat(context.getBean(TimeSource.class).now()).isEqualTo(clock.now());
        log.take();
        clock.advance(Duration.ofSeconds(10));
        assertThat(log.take()).hasSizeBetween(5, 6).containsOnly("tick");
    }
}
