package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.spi.TaskErrorHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An exception that nobody handles ends the application, as Python's asyncio-concurrent-tasks has it. */
@Timeout(60)
class ComingFromAsyncioExceptionTests {

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** Fails when it is called. */
    static class Work {

        @BackgroundTask(name = "work")
        void fail() {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void exceptionThatNobodyHandlesEndsTheApplication() throws Exception {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, Work.class)
                .web(WebApplicationType.NONE)
                .initializers(
                        starting -> starting.getBeanFactory().registerSingleton("endOfTheApplication", endOf(starting)))
                .run();
        context.getBean(Work.class).fail();
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isOne();
        assertThat(context.isActive()).isFalse();
    }

    /** Closes the application on a thread of its own: the closing waits for the run that failed. */
    private TaskErrorHandler endOf(ConfigurableApplicationContext context) {
        return (run, facts, failure) ->
                new Thread(() -> exitCode.complete(SpringApplication.exit(context, () -> 1))).start();
    }
}
