package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.task.TaskConfigurationException;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** What stops the start-up because of a bean or a name. */
class BeanErrorTests {

    private static final String HERE = BeanErrorTests.class.getName() + "$";

    @Test
    void prototypeBeanIsRefused() {
        assertRefused(
                TaskyContext.runner().withBean("worker", Worker.class, Worker::new, BeanErrorTests::prototype),
                "@PeriodicTask method " + HERE + "Worker.work() is on bean 'worker' of scope 'prototype',"
                        + " which has no lasting instance to run it on.",
                "Move the method to a singleton bean.");
    }

    private static void prototype(BeanDefinition definition) {
        definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
    }

    @Test
    void requestAndSessionBeansAreRefused() {
        for (Class<?> type : new Class<?>[] {RequestBean.class, SessionBean.class}) {
            new WebApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                    .withUserConfiguration(type)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(TaskConfigurationException.class)
                            .hasMessageMatching(".* is on bean 'worker' of scope '(request|session)',"
                                    + " which has no lasting instance to run it on\\."));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RequestBean {
        @Bean
        @Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Worker worker() {
            return new Worker();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SessionBean {
        @Bean
        @Scope("session")
        Worker worker() {
            return new Worker();
        }
    }

    @Test
    void finalMethodBehindAProxyIsRefused() {
        assertRefused(
                proxied(new FinalMethod()),
                "@PeriodicTask method " + HERE + "FinalMethod.work() is final, and its bean is behind a proxy,"
                        + " on which it would see empty fields.",
                "Make it a method that a subclass can override: neither private nor final.");
    }

    static class FinalMethod {
        @PeriodicTask(fixedRate = "1s")
        final void work() {}
    }

    @Test
    void privateMethodBehindAProxyIsRefused() {
        assertRefused(
                proxied(new PrivateMethod()),
                "@TimerTask method " + HERE + "PrivateMethod.work() is private, and its bean is behind a proxy,"
                        + " which does not pass it on.",
                "Make it a method that a subclass can override: neither private nor final.");
    }

    static class PrivateMethod {
        @SuppressWarnings("UnusedMethod") // Called by its run.
        @TimerTask(delay = "1s")
        private void work() {}
    }

    @Test
    void finalAndPrivateMethodsWithoutAProxyAreFine() {
        TaskyContext.runner()
                .withBean("one", FinalMethod.class)
                .withBean("two", PrivateMethod.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void finalBackgroundTaskIsRefusedBecauseItsBeanIsAlwaysBehindAProxy() {
        assertRefused(
                TaskyContext.runner().withBean("worker", FinalBackground.class),
                "@BackgroundTask method " + HERE + "FinalBackground.work() is final, and its bean is behind a proxy,"
                        + " on which it would see empty fields.",
                "Make it a method that a subclass can override: neither private nor final.");
    }

    static class FinalBackground {
        @BackgroundTask
        final void work() {}

        @BackgroundTask
        void other() {}
    }

    @Test
    void methodThatAnInterfaceProxyHidesIsRefused() {
        assertRefused(
                TaskyContext.runner()
                        .withPropertyValues("spring.aop.proxy-target-class=false")
                        .withBean("worker", Hidden.class),
                "@PeriodicTask method " + HERE + "Hidden.work() is on no interface of its bean,"
                        + " and the bean is behind a proxy of its interfaces.",
                "Declare the method on an interface, or set spring.aop.proxy-target-class=true.");
    }

    interface Visible {
        void shown();
    }

    static class Hidden implements Visible {
        @Override
        @BackgroundTask
        public void shown() {}

        @PeriodicTask(fixedRate = "1s")
        void work() {}
    }

    @Test
    void twoTasksOfOneNameAreRefused() {
        assertRefused(
                TaskyContext.runner().withBean("one", Named.class).withBean("two", Named.class),
                "Two tasks are named 'mail': @TimerTask method " + HERE + "Named.work() of bean 'one' and"
                        + " @TimerTask method " + HERE + "Named.work() of bean 'two'.",
                "Give one of them another name in its annotation.");
    }

    static class Named {
        @TimerTask(name = "mail", delay = "1s")
        void work() {}
    }

    @Test
    void poolThatNobodyDeclaredIsRefused() {
        assertRefused(
                TaskyContext.runner().withBean("worker", OtherPool.class).withPropertyValues("tasky.pools.io.size=3"),
                "Task 'worker.work' (" + HERE + "OtherPool.work(String)) names the pool 'oi',"
                        + " which nobody declared (there is: default, io).",
                "Declare it under tasky.pools.oi, or name another pool.");
    }

    static class OtherPool {
        @QueueWorker(pool = "oi")
        void work(String item) {}
    }

    @Test
    void nameWithOtherCharactersIsRefused() {
        assertRefused(
                TaskyContext.runner().withBean("worker", BadName.class),
                "The task name 'send mail' of " + HERE + "BadName.work() has characters that a name may not have.",
                "Use letters, digits, '.', '_', '$' and '-' only.");
    }

    static class BadName {
        @TimerTask(name = "send mail", delay = "1s")
        void work() {}
    }

    @Test
    void queueNameWithOtherCharactersIsRefused() {
        assertRefused(
                TaskyContext.runner().withBean("worker", BadQueue.class),
                "Task 'worker.work' (@QueueWorker method " + HERE + "BadQueue.work(String)) names the queue"
                        + " 'my mails', which has characters that a name may not have.",
                "Use letters, digits, '.', '_', '$' and '-' only.");
    }

    static class BadQueue {
        @QueueWorker(queue = "my mails")
        void work(String item) {}
    }

    static class Worker {
        @PeriodicTask(fixedRate = "1s")
        void work() {}
    }

    @SuppressWarnings("unchecked") // getClass() forgets the type.
    private static ApplicationContextRunner proxied(Object target) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
        return TaskyContext.runner().withBean("worker", (Class<Object>) target.getClass(), factory::getProxy);
    }

    private static void assertRefused(ApplicationContextRunner runner, String problem, String remedy) {
        TaskConfigurationException failure = TaskyContext.failure(runner);
        assertThat(failure).hasMessage(problem);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }
}
