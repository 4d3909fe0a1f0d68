package io.tasky.docs;

import static io.tasky.docs.Hosts.fetched;

import io.tasky.task.RetryPolicy;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Feeds {

    @Bean
    List<TaskDefinition> feedTasks() {
        return Stream.of("news", "sport").map(name -> feed(name)).toList();
    }

    @Bean
    TaskDefinition cleaner() {
        return TaskDefinition.background("feeds.clean")
                .priority(TaskPriority.LOW)
                .maxConcurrent(1)
                .call(() -> "clean");
    }

    private static TaskDefinition feed(String name) {
        return TaskDefinition.periodic("feed." + name)
                .fixedDelay(Duration.ofMinutes(5))
                .timeout(Duration.ofSeconds(30))
                .retry(RetryPolicy.exponential(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1)))
                .run(() -> fetched.add(name));
    }
}
