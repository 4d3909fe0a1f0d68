package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.docs.Indexing.ProductChanged;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Runs the examples of the page on timers. */
class TimerExampleTests {

    private final ManualTimeSource time = new ManualTimeSource();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean(TimeSource.class, () -> time)
            .withPropertyValues("tasky.shutdown.await=0s", "tasky.shutdown.stop-grace=0s")
            .withBean(Indexing.class);

    private void advance(ApplicationContext context, Duration step) throws InterruptedException {
        time.advance(step);
        for (TaskPool pool : context.getBean(TaskSupervisor.class).pools()) {
            pool.awaitIdle(Duration.ofDays(1));
        }
    }

    @Test
    void reportIsWrittenOnceThingsAreQuiet() {
        runner.run(context -> {
            Indexing indexing = context.getBean(Indexing.class);
            indexing.indexed();
            advance(context, Duration.ofSeconds(50));
            indexing.indexed();
            advance(context, Duration.ofSeconds(50));
            assertThat(indexing.done).isEmpty();
            advance(context, Duration.ofSeconds(10));
            indexing.indexed();
            indexing.reportNow();
            advance(context, Duration.ofDays(1));
            assertThat(indexing.done).containsExactly("report", "report");
        });
    }

    @Test
    void eventsAreDebounced() {
        runner.run(context -> {
            Indexing indexing = context.getBean(Indexing.class);
            context.publishEvent(new ProductChanged("apple", 3));
            advance(context, Duration.ofSeconds(1));
            assertThat(indexing.done).containsExactlyInAnyOrder("publish apple", "alert apple costs 3");
            context.publishEvent(new ProductChanged("pear", 4));
            context.publishEvent(new ProductChanged("apple", 5));
            advance(context, Duration.ofSeconds(2));
            assertThat(indexing.done)
                    .contains("rebuild after apple", "alert pear costs 4", "publish apple")
                    .doesNotContain("alert apple costs 5", "rebuild after pear");
        });
    }

    @Test
    void sessionsExpireUnlessTheyAreTouchedOrEnded() {
        runner.run(context -> {
            Indexing indexing = context.getBean(Indexing.class);
            indexing.touched("alice");
            indexing.touched("bob");
            indexing.touched("carol");
            advance(context, Duration.ofMinutes(20));
            indexing.touched("alice");
            indexing.loggedOut("bob");
            advance(context, Duration.ofMinutes(10));
            assertThat(indexing.done).containsExactly("expire carol");
            advance(context, Duration.ofMinutes(20));
            assertThat(indexing.done).containsExactly("expire carol", "expire alice");
        });
    }
}
