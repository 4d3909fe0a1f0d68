package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.TaskState;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Runs the examples of the documents on control and on tasks made in code. */
@Timeout(60)
class ControlExampleTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    @Test
    void tasksArePausedTriggeredAndLimited() {
        runner.withBean(Controlling.class).withBean(Maintenance.class).run(context -> {
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            supervisor.start();
            Maintenance maintenance = context.getBean(Maintenance.class);
            maintenance.begin();
            assertThat(supervisor.task("mail.clean").snapshot().state()).isEqualTo(TaskState.PAUSED);
            maintenance.end();
            Controlling controlling = context.getBean(Controlling.class);
            controlling.send("you");
            assertThat(controlling.rebuild(new Controlling.Shop("a")).get(20, TimeUnit.SECONDS))
                    .isEqualTo("index of a");
        });
    }

    @Test
    void feedsAreTasks() {
        runner.withUserConfiguration(Feeds.class).run(context -> {
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            supervisor.start();
            supervisor.task("feed.news").trigger().get(20, TimeUnit.SECONDS);
            assertThat(Hosts.fetched).contains("news");
            assertThat(supervisor.task("feeds.clean").trigger().get(20, TimeUnit.SECONDS))
                    .isEqualTo("clean");
        });
    }

    @Test
    void hostsComeAndGo() {
        runner.run(context -> {
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            supervisor.start();
            Hosts hosts = new Hosts(supervisor);
            hosts.follow("a");
            hosts.visit("a", "/1");
            hosts.forget("a");
            assertThat(hosts.visited).containsExactly("a/1");
            assertThatThrownBy(() -> hosts.visit("a", "/2")).isInstanceOf(UnknownNameException.class);
        });
    }
}
