package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What an application shows when a task cannot work. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidTaskFailureAnalyzerTests {

    @Test
    void theExceptionIsFoundAnywhereAmongTheCauses() {
        TaskConfigurationException failure = new TaskConfigurationException("It is wrong.", "Put it right.");
        FailureAnalysis analysis = new InvalidTaskFailureAnalyzer()
                .analyze(new BeanCreationException("outer", new IllegalStateException("middle", failure)));
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("It is wrong.");
        assertThat(analysis.getAction()).isEqualTo("Put it right.");
        assertThat(analysis.getCause()).isSameAs(failure);
    }

    @Test
    void anApplicationShowsDescriptionAndAction(CapturedOutput output) {
        SpringApplication application = new SpringApplicationBuilder(Wrong.class)
                .web(WebApplicationType.NONE)
                .build();
        assertThatException().isThrownBy(application::run);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("work() is '5', which has no unit: 5ms or 5s?")
                .contains("Write 5ms if milliseconds are meant, or 5s if seconds are.");
    }

    @Test
    void aHandleThatCannotBeInjectedIsExplained(CapturedOutput output) {
        SpringApplication application = new SpringApplicationBuilder(WantsQueue.class)
                .web(WebApplicationType.NONE)
                .build();
        assertThatException().isThrownBy(application::run);
        assertThat(output)
                .contains("No qualifying bean of type 'io.tasky.task.TaskQueue<java.lang.String>' available")
                .contains("or ask the TaskSupervisor at run time.");
    }

    @Test
    void otherMissingBeansAreLeftToSpringBoot() {
        assertThat(new MissingHandleFailureAnalyzer().analyze(new NoSuchBeanDefinitionException(String.class)))
                .isNull();
        assertThat(new MissingHandleFailureAnalyzer().analyze(new NoSuchBeanDefinitionException("name")))
                .isNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TaskyAutoConfiguration.class)
    static class WantsQueue {
        WantsQueue(@Qualifier("orders") TaskQueue<String> orders) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TaskyAutoConfiguration.class)
    static class Wrong {
        @TimerTask(delay = "5")
        void work() {}
    }
}
