package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.TaskPriority;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Background tasks beside other advice, and at the start. */
@ExtendWith(OutputCaptureExtension.class)
class BackgroundAdviceOrderTests {

    private static final Log log = new Log();

    @BeforeEach
    void clearLog() {
        log.clear();
    }

    @Test
    void otherAdviceBelongsToTheRunAndNotToTheCall() {
        TaskyContext.runner()
                .withUserConfiguration(Advice.class)
                .withBean("worker", Worker.class)
                .run(context -> {
                    context.getBean(Worker.class).work();
                    assertThat(log.next()).startsWith("advice on tasky-default-");
                    assertThat(log.next()).startsWith("work on tasky-default-");
                });
    }

    @Test
    void startupTasksRunOnceByPriorityAndThroughOtherAdvice() {
        TaskyContext.runner()
                .withPropertyValues(
                        "tasky.pools.default.size=1",
                        "tasky.pools.default.reserve-normal=0",
                        "tasky.pools.default.reserve-high=0")
                .withUserConfiguration(Advice.class)
                .withBean("starter", Starter.class)
                .run(context -> {
                    for (String expected : new String[] {"high", "normal", "low"}) {
                        assertThat(log.next()).startsWith("advice on tasky-default-");
                        assertThat(log.next()).isEqualTo(expected);
                    }
                    context.getBean(Starter.class).normal();
                    assertThat(log.next()).startsWith("advice on tasky-default-");
                    assertThat(log.next()).isEqualTo("normal");
                    assertThat(log.isEmpty()).isTrue();
                });
    }

    @Test
    void aBeanThatIsCreatedTooEarlyForAdviceIsWarnedOf(CapturedOutput output) {
        TaskyContext.runner()
                .withUserConfiguration(Early.class)
                .run(context -> assertThat(output)
                        .contains("Bean 'worker' was created before Tasky could advise it: calls of "
                                + Worker.class.getName() + ".work() run on the caller's thread."));
    }

    @Configuration(proxyBeanMethods = false)
    static class Early {
        @Bean
        static Worker worker() {
            return new Worker();
        }

        @Bean
        static BeanFactoryPostProcessor early(Worker worker) {
            return beanFactory -> {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Advice {

        @Bean
        static DefaultAdvisorAutoProxyCreator autoProxyCreator() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }

        @Bean
        static Advisor loggingAdvisor() {
            MethodInterceptor interceptor = invocation -> {
                log.add("advice on " + Thread.currentThread().getName());
                return invocation.proceed();
            };
            return new StaticMethodMatcherPointcutAdvisor(interceptor) {
                @Override
                public boolean matches(Method method, Class<?> targetClass) {
                    return method.isAnnotationPresent(BackgroundTask.class);
                }
            };
        }
    }

    static class Worker {
        @BackgroundTask
        void work() {
            log.add("work on " + Thread.currentThread().getName());
        }
    }

    static class Starter {

        @BackgroundTask(onStartup = true, priority = TaskPriority.LOW)
        void low() {
            log.add("low");
        }

        @BackgroundTask(onStartup = true)
        void normal() {
            log.add("normal");
        }

        @BackgroundTask(onStartup = true, priority = TaskPriority.HIGH)
        void high() {
            log.add("high");
        }

        @BackgroundTask(onStartup = true, enabled = "false")
        void never() {
            log.add("never");
        }
    }
}
