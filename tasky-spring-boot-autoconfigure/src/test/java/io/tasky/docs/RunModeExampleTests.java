package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Runs the examples of the page on how long an application lives. */
@Timeout(60)
class RunModeExampleTests {

    @Test
    void importEndsByItselfWhenAllFilesAreImported() throws Exception {
        SpringApplication application = new SpringApplicationBuilder(
                        TaskyAutoConfiguration.class, Importing.Application.class)
                .web(WebApplicationType.NONE)
                .build();
        application.run("--spring.config.location=classpath:/docs/run-mode.yml");
        assertThat(Importing.Application.exitCodes.poll(50, TimeUnit.SECONDS)).isZero();
        assertThat(Importing.Worker.imported).containsExactly("a.csv", "b.csv");
    }
}
